import { join } from 'node:path';
import type { LocalPipeline } from '@stepmaker/pipeline-local';

/** Downloads a run's HTML report into the data directory, and gives its path. */
export async function fetchReport(local: LocalPipeline, runId: string | null, dataDir: string): Promise<string | null> {
  if (runId === null) return null;
  const file = join(dataDir, 'reports', `${runId}.html`);
  await local.downloadObject(`evaluation/${runId}/report.html`, file);
  return file;
}

/** A row of raw features that preprocessing kept beside the test data. */
export async function firstInstance(
  local: LocalPipeline,
  runId: string | null,
): Promise<readonly unknown[] | Readonly<Record<string, unknown>>> {
  const { sample } = JSON.parse(await local.readObject(`processed-data/${runId}/test/schema.json`)) as {
    sample: Record<string, unknown>;
  };
  return sample;
}
