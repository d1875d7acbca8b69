import { type ApiModel, type Shape, type ShapeReference, shapeOf } from '../src/core/api-model.ts';

/** Random numbers from 0 up to 1, the same ones for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const ANY_TEXT = ['a', 'Z', '0', ' ', '-', '_', '/', '&', '<', '>', '"', "'", '%', '+', '=', '\n', 'ä', '→', '🚀', '.', ':'];
const HEADER_TEXT = ['a', 'Z', '0', '-', '_', '/', '=', '.'];

/** Makes values of shapes, as SDK clients take and return them. */
export class RandomValues {
  readonly #model: ApiModel;
  readonly #random: () => number;
  readonly #fixed: Readonly<Record<string, unknown>>;

  /** @param fixed values of outermost members that are not random, by name; `undefined` leaves a member out everywhere */
  constructor(model: ApiModel, random: () => number, fixed: Readonly<Record<string, unknown>> = {}) {
    this.#model = model;
    this.#random = random;
    this.#fixed = fixed;
  }

  /** A structure with its required members and some others. */
  structure(shape: Shape, depth = 0): Record<string, unknown> {
    const required = new Set([...(shape.required ?? []), ...(shape.payload === undefined ? [] : [shape.payload])]);
    const result: Record<string, unknown> = {};
    for (const [name, member] of Object.entries(shape.members ?? {})) {
      const target = shapeOf(this.#model, member);
      if (target.streaming === true || target.eventstream === true || member.streaming === true || member.jsonvalue === true)
        continue;
      if (name in this.#fixed && (depth === 0 || this.#fixed[name] === undefined)) {
        if (this.#fixed[name] !== undefined) result[name] = this.#fixed[name];
      } else if (required.has(name) || (depth < 4 && this.#random() < 0.5)) result[name] = this.value(member, depth + 1);
    }
    // A form cannot carry a structure without members.
    const [first] = Object.entries(shape.members ?? {});
    if (Object.keys(result).length === 0 && first !== undefined && depth > 0 && depth < 8)
      result[first[0]] = this.value(first[1], depth + 1);
    return result;
  }

  value(reference: ShapeReference, depth: number): unknown {
    const shape = shapeOf(this.#model, reference);
    const outside = reference.location !== undefined;
    switch (shape.type) {
      case 'structure':
        return this.structure(shape, depth);
      case 'list':
        return Array.from({ length: 1 + this.#below(3) }, () =>
          this.value(
            { ...(shape.member as ShapeReference), ...(outside && { location: reference.location as 'header' }) },
            depth + 1,
          ),
        );
      case 'map':
        return Object.fromEntries(
          Array.from({ length: 1 + this.#below(3) }, (_, index) => [
            `${outside ? 'k' : this.#text(ANY_TEXT)}${index}`,
            this.value({ ...(shape.value as ShapeReference), ...(outside && { location: 'header' }) }, depth + 1),
          ]),
        );
      case 'integer':
      case 'long':
        return this.#below(1_000_000);
      case 'float':
      case 'double':
        return Math.fround(this.#random() * 1000);
      case 'boolean':
        return this.#random() < 0.5;
      case 'timestamp':
        return new Date(1_700_000_000_000 + this.#below(1_000_000_000) * 1000);
      case 'blob':
        return Uint8Array.from({ length: this.#below(20) }, () => this.#below(256));
      default: {
        const choices = shape.enum;
        if (choices !== undefined) return choices[this.#below(choices.length)];
        return this.#text(outside ? HEADER_TEXT : ANY_TEXT);
      }
    }
  }

  #text(alphabet: readonly string[]): string {
    return `x${Array.from({ length: this.#below(12) }, () => alphabet[this.#below(alphabet.length)]).join('')}x`;
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }
}
