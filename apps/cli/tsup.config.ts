import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { defineConfig } from 'tsup';

const OUT_DIR = join(import.meta.dirname, 'dist/bundle');

/**
 * The `stepmaker` command with all that it imports, the embedded AWS included: one entry, and a chunk for what is imported late. Started
 * from here, nothing is looked up in `node_modules` and no types are stripped.
 */
export default defineConfig({
  entry: { stepmaker: 'src/main.ts' },
  outDir: 'dist/bundle',
  format: 'esm',
  platform: 'node',
  target: 'node24',
  splitting: true,
  noExternal: [/./],
  removeNodeProtocol: false,
  treeshake: false,
  clean: true,
  dts: false,
  // CommonJS packages ask for Node's own modules by `require`.
  banner: { js: "import { createRequire as makeRequire } from 'node:module';\nconst require = makeRequire(import.meta.url);" },
  esbuildOptions(options) {
    options.conditions = ['@stepmaker/source', 'module', 'import'];
    options.mainFields = ['module', 'main'];
    // The tests measure which branches of the sources were reached, by this map: syntax stays as written.
    options.sourcemap = 'external';
    options.minifySyntax = false;
    options.minifyWhitespace = true;
    options.legalComments = 'none';
  },
  plugins: [
    {
      // With the comment, Node would copy the map into every report of a process's coverage.
      name: 'no-comment-on-the-source-map',
      async buildEnd({ writtenFiles }) {
        for (const { name } of writtenFiles.filter((file) => file.name.endsWith('.js'))) {
          const code = await readFile(name, 'utf8');
          await writeFile(name, code.replace(/\/\/# sourceMappingURL=\S+$/, ''));
        }
      },
    },
  ],
  esbuildPlugins: [
    {
      // Models, Python scripts and the template are found beside the sources: a module's `import.meta.url` stays that of its source.
      name: 'import-meta-url-of-the-source',
      setup(build) {
        build.onLoad({ filter: /[/\\](?:apps|libs)[/\\][^/\\]+[/\\]src[/\\].*\.ts$/ }, async ({ path }) => {
          const source = await readFile(path, 'utf8');
          const fromBundle = relative(OUT_DIR, path).replaceAll('\\', '/');
          const url = `new URL(${JSON.stringify(fromBundle)}, import.meta.url).href`;
          return { contents: source.replaceAll('import.meta.url', url), loader: 'ts', resolveDir: dirname(path) };
        });
      },
    },
  ],
});
