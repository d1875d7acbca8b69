import { AwsError } from '../core/aws-error.ts';

/** An element of an XML document; its name is without the namespace prefix. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  /** Text of the element itself, entities resolved. */
  text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const TOKEN =
  /<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<\/([^\s>]+)\s*>|<([^\s/>!]+)((?:\s+[^\s=/>]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/gu;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu;

/** The deepest nesting that is read. */
const DEPTH_LIMIT = 64;

/** Reads an XML document. Document types and custom entities are refused. @throws AwsError `MalformedXML` */
export function parseXml(text: string): XmlElement {
  const stack: XmlElement[] = [];
  let root: XmlElement | undefined;
  let end = 0;
  for (const match of text.replace(/^\uFEFF/u, '').matchAll(TOKEN)) {
    if (match.index !== end) throw malformed();
    end += match[0].length;
    const [, data, closing, opening, attributes = '', empty, characters] = match;
    const parent = stack.at(-1);
    if (opening !== undefined) {
      const element: XmlElement = { name: localName(opening), attributes: parseAttributes(attributes), children: [], text: '' };
      if (parent !== undefined) parent.children.push(element);
      else if (root === undefined) root = element;
      else throw malformed();
      if (empty !== '/') stack.push(element);
      if (stack.length > DEPTH_LIMIT) throw malformed();
    } else if (closing !== undefined) {
      if (stack.pop()?.name !== localName(closing)) throw malformed();
    } else if (data !== undefined) {
      if (parent === undefined) throw malformed();
      parent.text += data;
    } else if (characters !== undefined) {
      if (parent !== undefined) parent.text += resolve(characters);
      else if (characters.trim() !== '') throw malformed();
    }
  }
  if (root === undefined || stack.length > 0 || end !== text.replace(/^\uFEFF/u, '').length) throw malformed();
  return root;
}

const SPECIAL = /[&<>"]|(?![\n\t])\p{Cc}/gu;

/** Text as it stands between tags or in an attribute. */
export function escapeXml(text: string): string {
  return text.replace(SPECIAL, escapeCharacter);
}

function escapeCharacter(character: string): string {
  if (character === '&') return '&amp;';
  if (character === '<') return '&lt;';
  if (character === '>') return '&gt;';
  if (character === '"') return '&quot;';
  return `&#x${character.charCodeAt(0).toString(16)};`;
}

function parseAttributes(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name, double, single] of text.matchAll(ATTRIBUTE)) attributes[name as string] = resolve(double ?? single ?? '');
  return attributes;
}

function resolve(text: string): string {
  if (!text.includes('&')) return text.includes('\r') ? text.replaceAll('\r\n', '\n') : text;
  return text.replaceAll('\r\n', '\n').replace(/&([^;\s]*);?/gu, (_, name: string) => {
    const known = ENTITIES[name];
    if (known !== undefined) return known;
    const code = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/iu.exec(name);
    const point = code === null ? Number.NaN : code[1] === undefined ? Number(code[2]) : Number.parseInt(code[1], 16);
    if (!(point <= 0x10ffff)) throw malformed();
    return String.fromCodePoint(point);
  });
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function malformed(): AwsError {
  return new AwsError({
    code: 'MalformedXML',
    message: 'The XML you provided was not well-formed or did not validate against our published schema',
  });
}
