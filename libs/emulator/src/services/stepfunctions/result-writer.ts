import type { ChildResult, Json, WriteResultsCommand } from '@stepmaker/asl-interpreter';
import type { Caller } from '../../core/caller.ts';
import type { Aws } from '../../core/runtime.ts';
import type { Execution } from './execution.ts';

type ResultFiles = Record<'FAILED' | 'PENDING' | 'SUCCEEDED', { readonly Key: string; readonly Size: number }[]>;

/**
 * Writes the results of a Map Run to S3: one file for each way to end, and a manifest.
 *
 * @param find the execution behind a result
 * @returns what the Map state gives
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
 */
export async function writeResults(
  aws: Aws,
  call: { readonly caller: Caller; readonly region: string },
  command: WriteResultsCommand,
  machineArn: string,
  find: (result: ChildResult) => Execution,
): Promise<Json> {
  const { Bucket, Prefix } = command.parameters as { readonly Bucket: string; readonly Prefix?: string };
  const { Transformation, OutputType } = command.writerConfig as { readonly Transformation: string; readonly OutputType: string };
  const folder = [Prefix?.replace(/\/$/, ''), command.mapRunArn.slice(command.mapRunArn.lastIndexOf(':') + 1)]
    .filter(Boolean)
    .join('/');
  const files: ResultFiles = { FAILED: [], PENDING: [], SUCCEEDED: [] };
  const put = async (Key: string, text: string): Promise<number> => {
    const Body = Buffer.from(text);
    const ContentType = Key.endsWith('.json') ? 'application/json' : 'application/x-ndjson';
    await aws.call('s3', 'PutObject', { Bucket, Key, Body, ContentLength: Body.length, ContentType }, call);
    return Body.length;
  };
  for (const kind of ['SUCCEEDED', 'FAILED', 'PENDING'] as const) {
    const results = command.results.filter(({ status }) => kindOf(status) === kind);
    if (results.length === 0) continue;
    const entries = results.flatMap((result) => entriesOf(result, Transformation, machineArn, find));
    const Key = `${folder}/${kind}_0.${OutputType === 'JSONL' ? 'jsonl' : 'json'}`;
    const text = OutputType === 'JSONL' ? entries.map((entry) => JSON.stringify(entry)).join('\n') : JSON.stringify(entries);
    files[kind].push({ Key, Size: await put(Key, text) });
  }
  const manifest = `${folder}/manifest.json`;
  await put(manifest, JSON.stringify({ DestinationBucket: Bucket, MapRunArn: command.mapRunArn, ResultFiles: files }));
  return { MapRunArn: command.mapRunArn, ResultWriterDetails: { Bucket, Key: manifest } };
}

function kindOf(status: ChildResult['status']): keyof ResultFiles {
  return status === 'SUCCEEDED' || status === 'PENDING' ? status : 'FAILED';
}

/** A result as a file holds it: with its execution, or (`COMPACT`, `FLATTEN`) the output alone. */
function entriesOf(
  result: ChildResult,
  transformation: string,
  machineArn: string,
  find: (result: ChildResult) => Execution,
): readonly Json[] {
  if (transformation !== 'NONE' && result.status === 'SUCCEEDED') {
    const { output = null } = result;
    return transformation === 'FLATTEN' && Array.isArray(output) ? (output as readonly Json[]) : [output];
  }
  const execution = find(result);
  const redrivable = result.status !== 'SUCCEEDED' && result.status !== 'PENDING';
  return [
    {
      ...(result.cause === undefined ? {} : { Cause: result.cause }),
      ...(result.error === undefined ? {} : { Error: result.error }),
      ExecutionArn: execution.arn,
      Input: JSON.stringify(result.input),
      InputDetails: { Included: true },
      Name: result.name,
      ...(result.output === undefined ? {} : { Output: JSON.stringify(result.output), OutputDetails: { Included: true } }),
      RedriveCount: execution.redriveCount,
      RedriveStatus: redrivable ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
      ...(redrivable ? {} : { RedriveStatusReason: `Execution is ${result.status} and cannot be redriven` }),
      StartDate: new Date(execution.startDate).toISOString(),
      StateMachineArn: machineArn,
      Status: result.status,
      StopDate: new Date(execution.stopDate as number).toISOString(),
    },
  ];
}
