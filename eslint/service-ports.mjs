import { dirname, resolve } from 'node:path';

/**
 * ESLint rule: a service of the embedded AWS imports another service by its `port.ts` only. Type imports, re-exports and dynamic imports
 * count too. A service is a folder of `libs/emulator/src/services`.
 */
export const servicePorts = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      port: 'The service {{own}} imports {{file}} of the service {{other}}. Import {{other}}/port.ts, and export there what other services may use.',
    },
  },
  create(context) {
    const own = placeOf(context.filename);
    if (own === undefined) return {};
    const check = (source) => {
      if (typeof source?.value !== 'string' || !source.value.startsWith('.')) return;
      const target = placeOf(resolve(dirname(context.filename), source.value));
      if (target === undefined || target.service === own.service || target.file === 'port.ts') return;
      context.report({
        node: source,
        messageId: 'port',
        data: { own: own.service, other: target.service, file: target.file },
      });
    };
    return {
      ImportDeclaration: ({ source }) => check(source),
      ExportNamedDeclaration: ({ source }) => check(source),
      ExportAllDeclaration: ({ source }) => check(source),
      ImportExpression: ({ source }) => check(source),
      TSImportType: ({ source }) => check(source),
    };
  },
};

/** The service that a file belongs to, and the file's path in it; undefined outside of services. */
function placeOf(path) {
  const [, service, file] = /\/libs\/emulator\/src\/services\/([^/]+)\/(.+)$/.exec(path.replaceAll('\\', '/')) ?? [];
  return service === undefined ? undefined : { service, file };
}
