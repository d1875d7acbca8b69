import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { declarationProgram } from './declarations.mjs';
import { readManifest } from './packages.mjs';

/**
 * The report of each entry of a package, by the name of its file: every export with its declaration, and below them what they refer to.
 *
 * @throws Error where a declaration refers to a package that is not installed together with this one
 */
export function apiReports(directory, entries) {
  const program = declarationProgram(
    join(directory, '../..'),
    entries.map(({ source }) => source),
  );
  return new Map(entries.map((entry) => [entry.file, report(directory, entry, program)]));
}

function report(directory, { specifier, source }, program) {
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(source));
  const exported = new Set(
    (module === undefined ? [] : checker.getExportsOfModule(module)).map((each) => resolved(each, checker)),
  );
  const surface = { directory, exported, others: new Set(), packages: new Set(), checker };
  const name = (symbol) => symbol.name;
  const lines = [`# API of \`${specifier}\``, '', '```ts'];
  for (const symbol of [...exported].toSorted((one, other) => (name(one) < name(other) ? -1 : 1)))
    lines.push(...declarations(symbol, surface));
  lines.push('```');
  if (surface.others.size > 0) {
    lines.push('', '## Referred to, and not exported', '', '```ts');
    // Grows while it is read: what these refer to is added to its end.
    for (const symbol of surface.others) lines.push(...declarations(symbol, surface));
    lines.push('```');
  }
  refuseUndeclared(directory, specifier, surface.packages);
  return `${lines.join('\n')}\n`;
}

/** The declarations of a symbol without comments; what they refer to in this package, and is not exported, is added to `others`. */
function declarations(symbol, surface) {
  const printer = ts.createPrinter({ removeComments: true });
  return (symbol.declarations ?? []).flatMap((declaration) => {
    const file = declaration.getSourceFile();
    if (!isIn(surface.directory, file)) return [`// ${symbol.name} of ${refer(file, surface)}`, ''];
    const visit = (node) => {
      if (ts.isIdentifier(node)) visitName(node, symbol, surface);
      ts.forEachChild(node, visit);
    };
    visit(declaration);
    const statement = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
    return [printer.printNode(ts.EmitHint.Unspecified, statement, file), ''];
  });
}

function visitName(node, symbol, surface) {
  const { checker, directory, exported, others } = surface;
  const found = checker.getSymbolAtLocation(node);
  const target = found && resolved(found, checker);
  const at = target?.declarations?.[0];
  if (at === undefined) return;
  if (!isIn(directory, at.getSourceFile())) refer(at.getSourceFile(), surface);
  else if ((ts.isSourceFile(at.parent) || ts.isVariableDeclaration(at)) && target !== symbol && !exported.has(target))
    others.add(target);
}

function resolved(symbol, checker) {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function isIn(directory, { fileName }) {
  return !relative(directory, fileName).startsWith('..') && !fileName.includes('/node_modules/');
}

/** The name of the package that a file is of, which the surface refers to. */
function refer({ fileName }, { packages }) {
  for (let folder = dirname(fileName); folder !== dirname(folder); folder = dirname(folder)) {
    const { name } = readOptionally(join(folder, 'package.json'));
    if (name === undefined) continue;
    packages.add(name);
    return name;
  }
  return fileName;
}

function readOptionally(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}

/** Types of the language and of Node, which every user has. */
const AMBIENT = ['typescript', '@types/node', 'undici-types'];

function refuseUndeclared(directory, specifier, packages) {
  const { name, dependencies, peerDependencies } = readManifest(directory);
  const declared = new Set([name, ...AMBIENT, ...Object.keys({ ...dependencies, ...peerDependencies })]);
  const missing = [...packages].filter((each) => !declared.has(each));
  if (missing.length > 0)
    throw new Error(`The API of ${specifier} refers to ${missing.join(', ')}, which its package.json does not declare`);
}
