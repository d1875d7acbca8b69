import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { datasetExporter } from '@stepmaker/pipeline-artifacts';
import { objectName } from '../runs/upload-data.ts';

/** Data for a run: a file, and the first request to ask the served model. */
export interface PreparedDataset {
  readonly file: string;
  /** The object's name below `raw-data/`. */
  readonly name: string;
  readonly target: string | undefined;
  /** The request's instance; @default - the first row of the held-out data */
  readonly instance?: readonly unknown[];
}

/** Data that the user selected. */
export interface DatasetChoice {
  readonly data?: string | undefined;
  readonly target?: string | undefined;
  /** @default `sample` */
  readonly dataset?: 'sample' | 'diabetes';
  readonly seed: number;
}

/** A house near a river, with few rooms to improve: the request that the sample's predecessor recipe documents. */
const SAMPLE_INSTANCE = [0.02729, 0.0, 7.07, 0, 0.469, 7.185, 61.1, 4.9671, 2, 242, 17.8, 392.83, 4.03] as const;

/** The given file, or the chosen built-in data set, written into `directory`. */
export async function prepareDataset(choice: DatasetChoice, directory: string, pythonPath: string): Promise<PreparedDataset> {
  if (choice.data !== undefined) {
    return { file: choice.data, name: objectName(choice.data), target: choice.target };
  }
  const { dataset = 'sample' } = choice;
  const file = join(directory, `${dataset}.csv`);
  await promisify(execFile)(pythonPath, ['-B', datasetExporter(), dataset, file, '--seed', String(choice.seed)]);
  return {
    file,
    name: `${dataset}.csv`,
    target: choice.target,
    ...(dataset === 'sample' && choice.target === undefined && { instance: SAMPLE_INSTANCE }),
  };
}
