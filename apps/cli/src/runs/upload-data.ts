import { basename } from 'node:path';
import { uploadDataset } from '@stepmaker/pipeline-sdk/node';
import { LiveView } from '../output/live-view.ts';
import type { Session } from '../target/session.ts';

/** Puts a file into the bucket's `raw-data/`, with a progress bar, and gives its URI. */
export async function uploadData({ pipeline, out }: Session, file: string): Promise<string> {
  const view = new LiveView(process.stderr, { quiet: out.isQuiet });
  const began = Date.now();
  view.begin('Uploading the data');
  try {
    const { uri } = await uploadDataset(pipeline, file, { name: objectName(file) });
    view.succeed('Data', Date.now() - began, uri);
    return uri;
  } finally {
    view.stop();
  }
}

/** A file's name with what an S3 key should not have replaced; always ending in `.csv`, which preprocessing looks for. */
export function objectName(path: string): string {
  const name = basename(path).replaceAll(/[^\w.-]+/g, '-');
  return name.endsWith('.csv') ? name : `${name}.csv`;
}
