import type { PipelineExecution } from '@stepmaker/pipeline-sdk';
import { downloadObject } from '@stepmaker/pipeline-sdk/node';
import type { ClientConfig } from '../target/apply-target.ts';
import { readRunFacts } from './run-facts.ts';

/** Downloads the HTML report of a run's evaluation to a file; false when there is none. */
export async function fetchReport(
  config: ClientConfig,
  execution: PipelineExecution,
  bucketName: string,
  file: string,
): Promise<boolean> {
  const facts = await readRunFacts(execution);
  if (facts === undefined) return false;
  const { S3Client } = await import('@aws-sdk/client-s3');
  const s3 = new S3Client({ ...config, forcePathStyle: config.endpoint !== undefined });
  try {
    await downloadObject({ s3, uri: `s3://${bucketName}/evaluation/${facts.runId}/report.html`, file });
    return true;
  } catch (error) {
    if ((error as Error).name === 'NoSuchKey') return false;
    throw error;
  } finally {
    s3.destroy();
  }
}
