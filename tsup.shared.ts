import type { Options } from 'tsup';

/**
 * A Lambda function as one CommonJS file: CloudFormation writes inline code to `index.js`. The AWS SDK is part of the Lambda runtime.
 *
 * The bundler's own way from ES modules to CommonJS takes half a kilobyte of the template for each function. What it makes as an ES module
 * imports by name only, at the top or with `await import()`: those become `require`, word for word.
 *
 * @param entry the source with `handler` among its exports
 */
export function inlineFunction(entry: string): Options {
  return {
    entry: { index: entry },
    outDir: 'dist/bundle',
    outExtension: () => ({ js: '.js' }),
    format: 'esm',
    platform: 'node',
    target: 'node24',
    external: [/^@aws-sdk\//],
    noExternal: [/^@stepmaker\//],
    esbuildOptions: (options) => {
      options.conditions = ['@stepmaker/source'];
    },
    removeNodeProtocol: false,
    minify: true,
    clean: true,
    dts: false,
    plugins: [{ name: 'common-js', renderChunk: (code) => ({ code: toCommonJs(code) }) }],
  };
}

/**
 * A minified ES module in CommonJS's words.
 *
 * @throws Error when it has an import or export of another kind
 */
export function toCommonJs(code: string): string {
  // Several files may import from one module.
  const imports = new Map<string, string[]>();
  const rest = code.replaceAll(/\bimport\{([^}]*)\}from("[^"]+");/g, (_, names: string, from: string) => {
    imports.set(from, [...(imports.get(from) ?? []), names.replaceAll(' as ', ':')]);
    return '';
  });
  const required = [...imports].map(([from, names]) => `const{${names.join()}}=require(${from});`);
  const commonJs = (required.join('') + rest)
    .replaceAll(/\bawait import\(("[^"]+")\)/g, 'require($1)')
    .replaceAll(/\bexport\{([^}]*)\};/g, (_, names: string) => {
      return names.replaceAll(/(\w+) as (\w+),?/g, 'exports.$2=$1;');
    });
  const left = /\b(?:import|export)\s*[({*"][^;]*;/.exec(commonJs);
  if (left) throw new Error(`The bundle cannot be said in CommonJS: ${left[0]}`);
  return commonJs;
}
