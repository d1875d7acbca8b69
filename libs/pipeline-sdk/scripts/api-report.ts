/**
 * The public surface of the package, as text: every export with its declaration, and below them what they refer to. Checked in under api/,
 * so that a change of the surface shows in the diff; a test fails when the two differ.
 *
 * `npx nx api-report pipeline-sdk` writes it; it reads the built declarations.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';

const ROOT = join(import.meta.dirname, '..');

/** The entries of the package, and the report of each. */
export const reports: readonly { readonly entry: string; readonly file: string }[] = [
  { entry: 'dist/index.d.ts', file: 'api/pipeline-sdk.api.md' },
  { entry: 'dist/node/index.d.ts', file: 'api/pipeline-sdk-node.api.md' },
];

/** The report of an entry. @throws Error when the package is not built */
export function apiReport(entry: string): string {
  const path = join(ROOT, entry);
  const program = ts.createProgram([path], {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ESNext,
    types: [],
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(path);
  const module = source && checker.getSymbolAtLocation(source);
  if (module === undefined) throw new Error(`${path} is not there: npx nx build pipeline-sdk`);
  const exported = new Map<ts.Symbol, string>();
  for (const symbol of checker.getExportsOfModule(module)) exported.set(resolved(symbol, checker), symbol.name);

  const lines = [
    `# API of \`${entry.includes('node') ? '@stepmaker/pipeline-sdk/node' : '@stepmaker/pipeline-sdk'}\``,
    '',
    '```ts',
  ];
  const others = new Map<ts.Symbol, string>();
  for (const [symbol] of [...exported].toSorted(([, one], [, other]) => (one < other ? -1 : 1)))
    lines.push(...declarations(symbol, exported, others, checker));
  lines.push('```', '', '## Referred to, and not exported', '', '```ts');
  for (const symbol of others.keys()) lines.push(...declarations(symbol, exported, others, checker));
  return `${[...lines, '```'].join('\n')}\n`;
}

/** The declarations of a symbol without comments; what they refer to in this package, and is not exported, is added to `others`. */
function declarations(
  symbol: ts.Symbol,
  exported: ReadonlyMap<ts.Symbol, string>,
  others: Map<ts.Symbol, string>,
  checker: ts.TypeChecker,
): string[] {
  const printer = ts.createPrinter({ removeComments: true });
  return (symbol.declarations ?? []).flatMap((declaration) => {
    const file = declaration.getSourceFile();
    const from = relative(ROOT, file.fileName);
    if (from.startsWith('..')) return [`// ${symbol.name} of ${packageOf(file.fileName)}`, ''];
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node)) {
        const found = checker.getSymbolAtLocation(node);
        const target = found && resolved(found, checker);
        const at = target?.declarations?.[0];
        const isOurs = at !== undefined && !relative(ROOT, at.getSourceFile().fileName).startsWith('..');
        const isTopLevel = at !== undefined && (ts.isSourceFile(at.parent) || ts.isVariableDeclaration(at));
        if (target && isOurs && isTopLevel && target !== symbol && !exported.has(target)) others.set(target, target.name);
      }
      ts.forEachChild(node, visit);
    };
    visit(declaration);
    const statement = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
    return [printer.printNode(ts.EmitHint.Unspecified, statement, file), ''];
  });
}

function resolved(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** The name of the workspace's or npm's package that a file is of. */
function packageOf(file: string): string {
  const parts = file.split('/');
  for (let end = parts.length - 1; end > 0; end--) {
    try {
      const { name } = JSON.parse(readFileSync([...parts.slice(0, end), 'package.json'].join('/'), 'utf8')) as { name?: string };
      if (name !== undefined) return name;
    } catch {
      // One folder up.
    }
  }
  return file;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  for (const { entry, file } of reports) writeFileSync(join(ROOT, file), apiReport(entry));
