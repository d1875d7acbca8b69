import { type ApiModel, membersOf, type Shape, type ShapeReference, shapeOf, type TimestampFormat } from '../core/api-model.ts';
import { formatTimestamp, parseTimestamp } from './timestamps.ts';
import { escapeXml, type XmlElement } from './xml.ts';

/** Reads an XML element as a shape of the API model. Values that do not fit are handed on as text, for validation to refuse. */
export function fromXml(model: ApiModel, reference: ShapeReference | string, element: XmlElement): unknown {
  const shape = shapeOf(model, reference);
  switch (shape.type) {
    case 'structure':
      return structureFromXml(model, shape, element);
    case 'list': {
      const member = shape.member as ShapeReference;
      return element.children.map((child) => fromXml(model, member, child));
    }
    case 'map':
      return mapFromXml(model, shape, element.children);
    default:
      return scalarFromText(shape, element.text);
  }
}

/** The members of a structure that are elements or attributes of `element`. */
export function structureFromXml(model: ApiModel, shape: Shape, element: XmlElement): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, member] of membersOf(shape)) {
    if (member.location !== undefined) continue;
    const target = shapeOf(model, member);
    if (member.xmlAttribute === true) {
      const text = element.attributes[member.locationName ?? name];
      if (text !== undefined) result[name] = scalarFromText(target, text);
      continue;
    }
    if (isFlattened(member, target)) {
      const wire = member.locationName ?? target.member?.locationName ?? name;
      const found = element.children.filter((child) => child.name === wire);
      if (found.length === 0) continue;
      result[name] =
        target.type === 'map'
          ? mapFromXml(model, target, found)
          : found.map((child) => fromXml(model, target.member as ShapeReference, child));
      continue;
    }
    const child = element.children.find((candidate) => candidate.name === (member.locationName ?? name));
    if (child !== undefined) result[name] = fromXml(model, member, child);
  }
  return result;
}

function mapFromXml(model: ApiModel, shape: Shape, entries: readonly XmlElement[]): Record<string, unknown> {
  const keyName = shape.key?.locationName ?? 'key';
  const valueName = shape.value?.locationName ?? 'value';
  const pairs = entries.map((entry) => {
    const key = entry.children.find(({ name }) => name === keyName);
    const value = entry.children.find(({ name }) => name === valueName);
    return [key?.text ?? '', value === undefined ? undefined : fromXml(model, shape.value as ShapeReference, value)];
  });
  return Object.fromEntries(pairs);
}

/** Reads text from XML, a query parameter or a header. */
export function scalarFromText(shape: Shape, text: string): unknown {
  switch (shape.type) {
    case 'boolean': {
      const word = text.trim().toLowerCase();
      return word === 'true' || word === '1' ? true : word === 'false' || word === '0' ? false : text;
    }
    case 'integer':
    case 'long':
      return /^\s*[+-]?\d+\s*$/u.test(text) ? Number(text) : text;
    case 'float':
    case 'double':
      return text.trim() !== '' && (!Number.isNaN(Number(text)) || text === 'NaN') ? Number(text) : text;
    case 'timestamp':
      return parseTimestamp(text.trim());
    case 'blob':
      return new Uint8Array(Buffer.from(text, 'base64'));
    default:
      return text;
  }
}

/** Writes a value as the element `name`; nothing where it is absent. */
export function toXml(model: ApiModel, reference: ShapeReference, name: string, value: unknown): string {
  if (value === undefined || value === null) return '';
  const shape = shapeOf(model, reference);
  switch (shape.type) {
    case 'structure': {
      const attributes = attributesOf(model, reference, shape, value as Record<string, unknown>);
      return `<${name}${attributes}>${structureToXml(model, shape, value as Record<string, unknown>)}</${name}>`;
    }
    case 'list': {
      const member = shape.member as ShapeReference;
      const item = member.locationName ?? 'member';
      if (isFlattened(reference, shape)) {
        const wire = reference.locationName ?? member.locationName ?? name;
        return (value as unknown[]).map((element) => toXml(model, member, wire, element)).join('');
      }
      return `<${name}>${(value as unknown[]).map((element) => toXml(model, member, item, element)).join('')}</${name}>`;
    }
    case 'map': {
      const key = shape.key?.locationName ?? 'key';
      const valueName = shape.value?.locationName ?? 'value';
      const entries = Object.entries(value).map(
        ([text, item]) => `<${key}>${escapeXml(text)}</${key}>${toXml(model, shape.value as ShapeReference, valueName, item)}`,
      );
      if (isFlattened(reference, shape)) return entries.map((entry) => `<${name}>${entry}</${name}>`).join('');
      return `<${name}>${entries.map((entry) => `<entry>${entry}</entry>`).join('')}</${name}>`;
    }
    default:
      return `<${name}>${escapeXml(scalarToText(shape, reference, value, 'iso8601'))}</${name}>`;
  }
}

/** The elements of a structure's members that are bound to nothing else than the body. */
export function structureToXml(model: ApiModel, shape: Shape, value: Record<string, unknown>): string {
  let xml = '';
  for (const [name, member] of membersOf(shape)) {
    if (member.location === undefined && member.xmlAttribute !== true)
      xml += toXml(model, member, member.locationName ?? name, value[name]);
  }
  return xml;
}

/** Writes a scalar as text, for XML, a header or a query. */
export function scalarToText(shape: Shape, reference: ShapeReference, value: unknown, timestamps: TimestampFormat): string {
  if (shape.type === 'timestamp') return formatTimestamp(value, reference.timestampFormat ?? shape.timestampFormat ?? timestamps);
  if (shape.type === 'blob') return Buffer.from(value as Uint8Array).toString('base64');
  return String(value);
}

/** ` xmlns="…"` of an element that has a separate namespace. */
export function namespaceAttribute(namespace: ShapeReference['xmlNamespace']): string {
  if (namespace === undefined) return '';
  if (typeof namespace === 'string') return ` xmlns="${escapeXml(namespace)}"`;
  return ` xmlns${namespace.prefix === undefined ? '' : `:${namespace.prefix}`}="${escapeXml(namespace.uri)}"`;
}

function attributesOf(model: ApiModel, reference: ShapeReference, shape: Shape, value: Record<string, unknown>): string {
  let attributes = namespaceAttribute(reference.xmlNamespace ?? shape.xmlNamespace);
  for (const [name, member] of membersOf(shape)) {
    const found = value[name];
    if (member.xmlAttribute === true && found !== undefined)
      attributes += ` ${member.locationName ?? name}="${escapeXml(scalarToText(shapeOf(model, member), member, found, 'iso8601'))}"`;
  }
  return attributes;
}

function isFlattened(reference: ShapeReference, shape: Shape): boolean {
  return reference.flattened === true || shape.flattened === true;
}
