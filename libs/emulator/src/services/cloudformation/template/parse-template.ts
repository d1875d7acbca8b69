import { jsonFault } from '@stepmaker/asl';
import { type CollectionTag, LineCounter, Pair, parseDocument, Scalar, type ScalarTag, YAMLMap, type YAMLSeq } from 'yaml';
import { isObject, type JsonObject } from './json.ts';
import { validationError } from './validation-error.ts';

/** Short forms of intrinsic functions, and the name each stands for. */
const SHORT_FORMS: readonly (readonly [tag: string, name: string])[] = [
  ['!Ref', 'Ref'],
  ['!Condition', 'Condition'],
  ...[
    'And',
    'Base64',
    'Cidr',
    'Contains',
    'EachMemberEquals',
    'EachMemberIn',
    'Equals',
    'FindInMap',
    'ForEach',
    'GetAZs',
    'GetAtt',
    'If',
    'ImportValue',
    'Join',
    'Length',
    'Not',
    'Or',
    'RefAll',
    'Select',
    'Split',
    'Sub',
    'ToJsonString',
    'Transform',
    'ValueOf',
    'ValueOfAll',
  ].map((name) => [`!${name}`, `Fn::${name}`] as const),
];

const TAGS: (ScalarTag | CollectionTag)[] = SHORT_FORMS.flatMap(([tag, name]) => [
  {
    tag,
    resolve: (text: string) => ({ [name]: name === 'Fn::GetAtt' ? splitAttribute(text) : text }),
  } as ScalarTag,
  { tag, collection: 'seq', resolve: (items: YAMLMap | YAMLSeq) => wrap(name, items) } as CollectionTag,
  { tag, collection: 'map', resolve: (items: YAMLMap | YAMLSeq) => wrap(name, items) } as CollectionTag,
]);

/**
 * Reads a template written in JSON or YAML, with the short forms of the intrinsic functions.
 *
 * @throws AwsError `ValidationError` in CloudFormation's words where it is neither
 */
export function parseTemplate(body: string): JsonObject {
  const parsed: unknown = body.trimStart().startsWith('{') ? parseJson(body) : parseYaml(body);
  if (!isObject(parsed)) throw validationError('Template format error: unsupported structure.');
  return parsed;
}

function parseJson(body: string): unknown {
  const [, line, column] = /line: (\d+), column: (\d+)/.exec(jsonFault(body)?.location ?? '') ?? [];
  if (line !== undefined) throw validationError(`Template format error: JSON not well-formed. (line ${line}, column ${column})`);
  return JSON.parse(body) as unknown;
}

function parseYaml(body: string): unknown {
  const lines = new LineCounter();
  const document = parseDocument(body, { customTags: TAGS, schema: 'core', lineCounter: lines, logLevel: 'silent' });
  const [error] = document.errors;
  if (error) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw validationError(`Template format error: YAML not well-formed. (line ${line}, column ${col})`);
  }
  const unknown = document.warnings.find(({ code }) => code === 'TAG_RESOLVE_FAILED');
  if (unknown) {
    const { line, col } = lines.linePos(unknown.pos[0]);
    throw validationError(`Template format error: ${unknown.message.replace(/ at line .*/su, '')} (line ${line}, column ${col})`);
  }
  try {
    // Through JSON: aliases become copies, and values outside of JSON (dates, sets) cannot slip in.
    return JSON.parse(JSON.stringify(document.toJS({ maxAliasCount: 1000 }))) as unknown;
  } catch {
    throw validationError('Template format error: YAML not well-formed.');
  }
}

function wrap(name: string, items: YAMLMap | YAMLSeq): YAMLMap {
  const map = new YAMLMap();
  map.items.push(new Pair(new Scalar(name), items));
  return map;
}

/** `Resource.Attribute.Name` as the list that the full form takes. */
function splitAttribute(text: string): string[] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}
