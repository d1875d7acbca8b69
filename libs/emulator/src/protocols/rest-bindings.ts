import { type ApiModel, membersOf, type Shape, type ShapeReference, shapeOf } from '../core/api-model.ts';
import type { HttpRequest } from '../core/http-message.ts';
import { scalarFromText, scalarToText } from './xml-shapes.ts';

/** Where a REST operation's members travel outside of the body. */
export interface HttpBindings {
  readonly labels: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly request: HttpRequest;
}

/** Reads the members that are bound to the path, the query and headers into `input`. */
export function readBindings(
  model: ApiModel,
  shape: Shape,
  { labels, query, request }: HttpBindings,
  input: Record<string, unknown>,
): void {
  for (const [name, member] of membersOf(shape)) {
    if (member.location === undefined) continue;
    const value = readBinding(model, member, name, { labels, query, request });
    if (value !== undefined) input[name] = value;
  }
}

function readBinding(model: ApiModel, member: ShapeReference, name: string, { labels, query, request }: HttpBindings): unknown {
  const target = shapeOf(model, member);
  const wire = member.locationName ?? name;
  switch (member.location) {
    case 'uri': {
      const text = labels[wire];
      return text === undefined ? undefined : scalarFromText(target, text);
    }
    case 'querystring': {
      if (!query.has(wire)) return undefined;
      if (target.type !== 'list') return scalarFromText(target, query.get(wire) as string);
      const element = shapeOf(model, target.member as ShapeReference);
      return query.getAll(wire).map((text) => scalarFromText(element, text));
    }
    case 'header': {
      const text = request.headers[wire.toLowerCase()];
      if (text === undefined) return undefined;
      if (member.jsonvalue === true) return JSON.parse(Buffer.from(text, 'base64').toString('utf8')) as unknown;
      if (target.type !== 'list') return scalarFromText(target, text);
      const element = shapeOf(model, target.member as ShapeReference);
      return text.split(',').map((part) => scalarFromText(element, part.trim().replace(/^"(.*)"$/u, '$1')));
    }
    case 'headers': {
      const prefix = wire.toLowerCase();
      const entries = Object.entries(request.headers).filter(([header]) => header.startsWith(prefix));
      return entries.length === 0
        ? undefined
        : Object.fromEntries(entries.map(([header, text]) => [header.slice(prefix.length), text]));
    }
    default:
      return undefined;
  }
}

/** Writes the members that are bound to headers; `status` is the member bound to the status code. */
export function writeBindings(
  model: ApiModel,
  shape: Shape,
  output: Record<string, unknown>,
): { headers: Record<string, string>; status?: number } {
  const headers: Record<string, string> = {};
  let status: number | undefined;
  for (const [name, member] of membersOf(shape)) {
    const value = output[name];
    if (member.location === undefined || value === undefined || value === null) continue;
    const wire = member.locationName ?? name;
    const target = shapeOf(model, member);
    if (member.location === 'statusCode') status = Number(value);
    else if (member.location === 'headers')
      for (const [key, text] of Object.entries(value)) headers[wire.toLowerCase() + key] = String(text);
    else if (member.jsonvalue === true) headers[wire.toLowerCase()] = Buffer.from(JSON.stringify(value)).toString('base64');
    else if (target.type === 'list') headers[wire.toLowerCase()] = (value as unknown[]).join(', ');
    else headers[wire.toLowerCase()] = scalarToText(target, member, value, 'rfc822');
  }
  return status === undefined ? { headers } : { headers, status };
}
