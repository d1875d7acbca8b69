import ts from 'typescript';
import { REFUSED_NAMES, REFUSED_PHRASES } from './refused-words.mjs';

/** Refused words in one file: where they are, what was found and what to write instead. `file` is relative to the root of the repository. */
export function findWords(file, text) {
  const inNames = namesIn(file.slice(file.lastIndexOf('/') + 1)).map((finding) => ({ file, line: 1, ...finding }));
  const parts = /\.(ts|mts|mjs|cjs|js)$/.test(file) ? scriptParts(text) : [{ kind: 'prose', start: 0, text }];
  const lineOf = lineFinder(text);
  const inText = parts.flatMap(({ kind, start, text: part }) =>
    (kind === 'prose' ? phrasesIn(part) : namesIn(part)).map(({ offset = 0, ...finding }) => ({
      file,
      line: lineOf(start + offset),
      ...finding,
    })),
  );
  return [...inNames, ...inText];
}

function phrasesIn(text) {
  // Line breaks with the marks of comments become spaces of the same length, so that offsets stay.
  const prose = text.replace(/\r?\n[ \t]*(\*(?!\/)|\/\/|#|>)?[ \t]*/g, (gap) => ' '.repeat(gap.length)).toLowerCase();
  return REFUSED_PHRASES.flatMap(([pattern, instead]) =>
    [...prose.matchAll(spaced(pattern))].map(({ 0: found, index }) => ({
      offset: index,
      found: found.replace(/ +/g, ' ').trim(),
      instead,
    })),
  );
}

/** The pattern with every space standing for a run of spaces. */
function spaced(pattern) {
  return new RegExp(pattern.source.replaceAll(' ', ' +'), 'g');
}

/** Parts of a camel-case, snake-case or kebab-case name. */
function namesIn(name) {
  const parts = name.split(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])/).map((part) => part.toLowerCase());
  const refused = ([pattern]) => parts.some((part, index) => pattern.test(part) && parts[index - 1] !== 'at');
  return REFUSED_NAMES.filter(refused).map(([, instead]) => ({ found: name, instead }));
}

/** Comments and texts of a script as prose, and the names that it declares or uses. */
function scriptParts(text) {
  const source = ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest, true);
  const parts = [];
  const comments = new Map();
  const visit = (node) => {
    for (const range of ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []) comments.set(range.pos, range.end);
    for (const range of ts.getTrailingCommentRanges(text, node.getEnd()) ?? []) comments.set(range.pos, range.end);
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node))
      parts.push({ kind: 'name', start: node.getStart(), text: node.text });
    else if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      parts.push({ kind: 'prose', start: node.getStart(), text: node.getText() });
    }
    node.getChildren().forEach(visit);
  };
  visit(source);
  for (const [start, end] of comments) parts.push({ kind: 'prose', start, text: text.slice(start, end) });
  return parts.sort((a, b) => a.start - b.start);
}

function lineFinder(text) {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return (offset) => starts.findLastIndex((start) => start <= offset) + 1;
}
