import { join, sep } from 'node:path';
import ts from 'typescript';

const OPTIONS = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ESNext,
  customConditions: ['@stepmaker/source'],
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
  noEmit: true,
  skipLibCheck: true,
  types: ['node'],
};

/** Files that were read, for the packages that follow. */
const read = new Map();

/**
 * A program whose files in this workspace hold only their declarations, as a build writes them: nothing has to be built first, since each
 * file's declarations follow from that file alone (`isolatedDeclarations`).
 */
export function declarationProgram(root, files) {
  const host = ts.createCompilerHost(OPTIONS);
  const { getSourceFile } = host;
  const isOurs = (file) => file.startsWith(join(root, 'libs') + sep) && file.endsWith('.ts') && !file.includes('/node_modules/');
  const parse = (file, languageVersion, ...more) => {
    if (!isOurs(file) || file.endsWith('.d.ts')) return getSourceFile.call(host, file, languageVersion, ...more);
    const text = host.readFile(file);
    if (text === undefined) return undefined;
    const { outputText } = ts.transpileDeclaration(text, { fileName: file, compilerOptions: { removeComments: true } });
    return ts.createSourceFile(file, outputText, languageVersion, true);
  };
  host.getSourceFile = (file, ...more) => {
    if (!read.has(file)) read.set(file, parse(file, ...more));
    return read.get(file);
  };
  return ts.createProgram(files, OPTIONS, host);
}
