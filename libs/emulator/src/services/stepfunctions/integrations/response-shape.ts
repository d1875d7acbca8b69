import type { Json } from '@stepmaker/asl-interpreter';
import { type ApiModel, membersOf, type ShapeReference, shapeOf } from '../../../core/api-model.ts';
import { memberName, type Spelling } from './request-shape.ts';

/** Format of dates in a result: ISO texts in AWS SDK integrations, epoch milliseconds in most optimised ones. */
export type DateStyle = 'iso' | 'epoch-millis';

/**
 * Makes a state's result from an operation's output: members in PascalCase, those that are absent left out, streams as texts.
 *
 * @param output the operation's output shape
 * @param spell how the integration spells members
 */
export async function resultFrom(
  model: ApiModel,
  output: ShapeReference | undefined,
  value: unknown,
  dates: DateStyle = 'iso',
  spell: Spelling = memberName,
): Promise<{ readonly [key: string]: Json }> {
  if (output === undefined) return {};
  return (await convert({ model, dates, spell }, output, value)) as { readonly [key: string]: Json };
}

/** Common context of all parts of a result. */
interface Writing {
  readonly model: ApiModel;
  readonly dates: DateStyle;
  readonly spell: Spelling;
}

async function convert(writing: Writing, reference: ShapeReference, value: unknown): Promise<Json> {
  const shape = shapeOf(writing.model, reference);
  if (value instanceof Date) return writing.dates === 'iso' ? value.toISOString() : value.getTime();
  if (shape.type === 'blob') return await textOfBlob(value);
  if (shape.type === 'structure') {
    const result: Record<string, Json> = {};
    for (const [name, member] of membersOf(shape)) {
      const found = (value as Record<string, unknown>)[name];
      if (found !== undefined && found !== null) result[writing.spell(name)] = await convert(writing, member, found);
    }
    return result;
  }
  if (shape.type === 'list') {
    const member = shape.member as ShapeReference;
    const items: Json[] = [];
    for (const item of value as readonly unknown[]) items.push(await convert(writing, member, item));
    return items;
  }
  if (shape.type === 'map') {
    const member = shape.value as ShapeReference;
    const result: Record<string, Json> = {};
    for (const [key, item] of Object.entries(value as object)) result[key] = await convert(writing, member, item);
    return result;
  }
  return value as Json;
}

/** The text of a payload, streaming or not. */
export async function textOfBlob(value: unknown): Promise<string> {
  if (value instanceof Uint8Array) return Buffer.from(value).toString();
  return Buffer.concat(await Array.fromAsync(value as AsyncIterable<Uint8Array>)).toString();
}
