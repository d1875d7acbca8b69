import type { PipelineClient, PipelineExecution } from '@stepmaker/pipeline-sdk';
import { downloadReport } from '@stepmaker/pipeline-sdk/node';
import { readRunFacts } from './run-facts.ts';

/** Downloads the HTML report of a run's evaluation to a file; false when there is none. */
export async function fetchReport(pipeline: PipelineClient, execution: PipelineExecution, file: string): Promise<boolean> {
  if ((await readRunFacts(execution)) === undefined) return false;
  try {
    await downloadReport(pipeline, execution, { to: file });
    return true;
  } catch (error) {
    if ((error as Error).name === 'NoSuchKey') return false;
    throw error;
  }
}
