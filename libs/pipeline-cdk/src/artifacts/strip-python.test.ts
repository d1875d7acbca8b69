import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { datasetExporter, ML_SCRIPT_NAMES, mlScriptFile } from '@stepmaker/pipeline-artifacts';
import { describe, expect, it } from 'vitest';
import { stripPython } from './strip-python.ts';

const SCRIPTS = [...ML_SCRIPT_NAMES.map(mlScriptFile), datasetExporter()];

/** Prints the syntax tree with the place where each node begins, without docstrings and what stands for them. */
const DUMP = `
import ast, re, sys
tree = ast.parse(sys.stdin.read())
for node in ast.walk(tree):
    body = getattr(node, "body", None)
    if isinstance(body, list):
        node.body = [s for s in body if not isinstance(s, ast.Pass) and not (
            isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant) and isinstance(s.value.value, str))]
dump = "\\n".join(ast.dump(s, include_attributes=True) for s in tree.body)
print(re.sub(r", end_lineno=\\d+, end_col_offset=\\d+", "", dump))
`;

function syntaxTree(source: string): string {
  return execFileSync(process.env['STEPMAKER_PYTHON'] ?? 'python3', ['-c', DUMP], { input: source, encoding: 'utf8' });
}

describe('stripPython', () => {
  it('drops comments and docstrings and keeps every statement on its line', () => {
    const source = [
      '#!/usr/bin/env python3',
      '"""Module."""',
      'import os  # why',
      '',
      'def f(a):',
      "    '''Two",
      "    lines.'''",
      '    # alone',
      '    return a',
      '',
    ].join('\n');

    const stripped = stripPython(source);

    expect(stripped).toBe(['', '', 'import os', '', 'def f(a):', '', '', '', '    return a', ''].join('\n'));
  });

  it.each([
    ['a number sign in a string', 'a = "# no comment"\nb = \'#\' + """\n# neither\n"""\n'],
    ['quotes in a comment', 'a = 1  # it\'s "so\nb = 2\n'],
    ['escaped quotes', "a = 'it\\'s # here'\nb = \"\\\\\"  # end\n"],
    ['raw, bytes and formatted strings', 'a = rb"\\"  # x"\nb = f"{a} # {1}"\nRB"# no"\nf"{print()}"\n'],
    ['a word that ends in a prefix', 'def buf(x): return x\nbuf("# no")\n'],
    [
      'strings and comments within brackets',
      'a = [\n    "one",  # first\n    # none\n    "two"\n]\nf = dict(\n    a=1,\n    # b\n)\n',
    ],
    ['a continued line', 'a = 1 + \\\n    2  # three\n"text" \\\n    "more"\nb = a\n'],
    [
      'bodies that are docstrings only',
      'class A(Exception):\n    """Only this."""\n\n\ndef f():\n    "one"\n    "two"\n\nclass B:\n    def g(self):\n        """Last."""\n',
    ],
    ['a string after a nested block', 'def f(a):\n    if a:\n        a = 1\n    "remark"\n\nf(1)\n'],
    ['a docstring before a statement on one line', 'def f(): "doc"; return 1\n'],
    ['no newline at the end', 'a = 1\n# end'],
  ])('leaves the meaning alone with %s', (_, source) => {
    expect(syntaxTree(stripPython(source))).toBe(syntaxTree(source));
  });

  it.each(SCRIPTS.map((file) => [basename(file), file]))('leaves the meaning of %s alone', (_, file) => {
    const source = readFileSync(file, 'utf8');

    const stripped = stripPython(source);

    expect(syntaxTree(stripped)).toBe(syntaxTree(source));
    expect(stripped).not.toMatch(/^\s*#/m);
    expect(stripped, 'docstrings are dropped').not.toContain('__doc__');
  });
});
