import { csvFormat } from './csv-format.ts';
import type { Instance } from './instance.ts';
import { jsonFormat } from './json-format.ts';
import { npyFormat } from './npy-format.ts';

/** Encoding of instances and predictions: AWS's `ContentType`. */
export type PredictContentType = 'application/json' | 'text/csv' | 'application/x-npy';

/** A way to write instances and to read predictions. */
export interface BodyFormat {
  /** @throws InvalidPipelineInputError when an instance cannot be written so */
  write(instances: readonly Instance[]): string | Uint8Array;
  /** @throws TypeError when the answer is not what it should be */
  read(body: Uint8Array): unknown[];
}

/** The formats by their content types. */
export const bodyFormats: Readonly<Record<PredictContentType, BodyFormat>> = {
  'application/json': jsonFormat,
  'text/csv': csvFormat,
  'application/x-npy': npyFormat,
};
