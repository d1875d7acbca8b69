import { join } from 'node:path';
import type { LocalPipeline } from '@stepmaker/pipeline-local';
import { firstRecord } from './first-record.ts';

/** Downloads a run's HTML report into the data directory, and gives its path. */
export async function fetchReport(local: LocalPipeline, runId: string | null, dataDir: string): Promise<string | null> {
  if (runId === null) return null;
  const file = join(dataDir, 'reports', `${runId}.html`);
  await local.downloadObject(`evaluation/${runId}/report.html`, file);
  return file;
}

/** Columns of the data, as preprocessing reports them. */
interface Schema {
  readonly features: readonly { readonly name: string; readonly kind: 'number' | 'category' }[];
}

/** The first row of the held-out data, as the endpoint takes it: raw features by name. */
export async function firstInstance(local: LocalPipeline, runId: string | null): Promise<Readonly<Record<string, unknown>>> {
  const [schemaText, csv] = await Promise.all(
    ['schema.json', 'test.csv'].map((name) => local.readObject(`processed-data/${runId}/test/${name}`)),
  );
  const { features } = JSON.parse(schemaText as string) as Schema;
  const record = firstRecord(csv as string);
  return Object.fromEntries(
    features.map(({ name, kind }) => {
      const value = record[name] ?? '';
      if (value === '') return [name, null];
      return [name, kind === 'number' ? Number(value) : value];
    }),
  );
}
