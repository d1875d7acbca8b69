import { basename } from 'node:path';
import { type UploadProgress, uploadDataset } from '@stepmaker/pipeline-sdk/node';
import { bar } from '../output/bar.ts';
import { LiveView } from '../output/live-view.ts';
import type { Session } from '../target/session.ts';

/** Puts a file into the bucket's `raw-data/`, with a progress bar, and gives its URI. */
export async function uploadData({ pipeline, out }: Session, file: string): Promise<string> {
  const view = new LiveView(process.stderr, { quiet: out.isQuiet });
  const began = Date.now();
  let progress: UploadProgress = { bytes: 0, resumedBytes: 0 };
  view.setPanel(() => {
    const { bytes, totalBytes = 0, resumedBytes } = progress;
    const resumed = resumedBytes > 0 ? `, ${megabytes(resumedBytes)} of it there from before` : '';
    return [
      `    ${bar(view.paint, totalBytes === 0 ? 0 : bytes / totalBytes)} ${megabytes(bytes)} of ${megabytes(totalBytes)}${resumed}`,
    ];
  });
  view.begin('Uploading the data');
  try {
    const { uri } = await uploadDataset(pipeline, file, {
      name: objectName(file),
      // It has been looked through already.
      check: false,
      onProgress: (now) => {
        progress = now;
      },
    });
    view.succeed('Data', Date.now() - began, uri);
    return uri;
  } finally {
    view.stop();
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** A file's name with what an S3 key should not have replaced; always ending in `.csv`, which preprocessing looks for. */
export function objectName(path: string): string {
  const name = basename(path).replaceAll(/[^\w.-]+/g, '-');
  return name.endsWith('.csv') ? name : `${name}.csv`;
}
