import { FrameEnvironment } from '../execution/environment.ts';
import type { Frame } from '../execution/frame.ts';
import type { Runner } from '../execution/runner.ts';
import { badNumber, numberOf, templateValue } from '../flow/field-source.ts';
import { utf8Length } from '../intrinsics/hash/utf8.ts';
import type { Json, JsonObject } from '../json.ts';
import { andThen, type MaybePromise } from '../maybe-promise.ts';
import type { FieldSource, ItemBatcher } from '../program/state-node.ts';
import { MAX_BYTES, textOf } from './data-limit.ts';

/** Settings of an ItemBatcher. */
export interface Batch {
  readonly maxItems: number;
  /** Maximum size of the items in bytes, with the commas between them. */
  readonly room: number;
  /** Fields of each batch beside its items: the BatchInput. */
  readonly extra: JsonObject;
}

/** Reads an ItemBatcher. @throws StateFailure */
export function batchOf(runner: Runner, frame: Frame, input: Json, batcher: ItemBatcher): MaybePromise<Batch> {
  const environment = new FrameEnvironment(runner, frame);
  const { maxItemsPerBatch, maxInputBytesPerBatch, batchInput } = batcher;
  return andThen(positive(maxItemsPerBatch, input, environment), (maxItems = Number.POSITIVE_INFINITY) =>
    andThen(positive(maxInputBytesPerBatch, input, environment), (maxBytes = MAX_BYTES) =>
      andThen(templateValue(batchInput, input, environment), (shared) => {
        const extra = shared === undefined ? {} : { BatchInput: shared };
        return { maxItems, room: Math.min(maxBytes, MAX_BYTES) - utf8Length(textOf({ Items: [], ...extra })), extra };
      }),
    ),
  );
}

function positive(source: FieldSource | undefined, input: Json, environment: FrameEnvironment): MaybePromise<number | undefined> {
  return andThen(numberOf(source, 'integer', input, environment), (number) => {
    if (source !== undefined && (number as number) < 1)
      throw badNumber(source, `The ${source.field} field must be greater than 0 but was: ${number}`);
    return number;
  });
}

/** Puts items together as an ItemBatcher says: each batch takes what fits, one item at least. */
export function inBatches(items: readonly Json[], { maxItems, room, extra }: Batch): Json[] {
  const batches: { readonly Items: Json[] }[] = [];
  let left = 0;
  for (const item of items) {
    const bytes = bytesInBatch(item);
    const last = batches.at(-1);
    if (last === undefined || last.Items.length >= maxItems || bytes > left) {
      batches.push({ Items: [item], ...extra });
      left = room - bytes;
    } else {
      last.Items.push(item);
      left -= bytes;
    }
  }
  return batches as unknown as Json[];
}

/** Returns the size of an item in a batch in bytes, with its comma. */
export function bytesInBatch(item: Json): number {
  return utf8Length(textOf(item)) + 1;
}
