import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PipelineClient } from '../src/index.ts';
import { downloadModel, downloadObject, downloadReport, readObject, uploadDataset } from '../src/node/index.ts';
import { awsError } from './scripted-client.ts';

const STATE_MACHINE = 'arn:aws:states:us-east-1:000000000000:stateMachine:m';
const EXECUTION = 'arn:aws:states:us-east-1:000000000000:execution:m:e';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pipeline-sdk-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** A pipeline whose bucket answers every GetObject so, and whose execution has this history. */
function pipelineWith(answer: () => object, history: readonly HistoryEvent[] = []): PipelineClient {
  return new PipelineClient({
    stateMachineArn: STATE_MACHINE,
    endpoint: 'http://127.0.0.1:1',
    clients: {
      s3: { send: async () => answer() },
      sfn: { send: async () => ({ events: history.toReversed() }) } as never,
    },
  });
}

/** The events of an execution that has set these variables and then entered a state. */
function historyWith(variables: Readonly<Record<string, unknown>>): HistoryEvent[] {
  const timestamp = new Date(0);
  const assignedVariables = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, JSON.stringify(value)]));
  return [
    { id: 1, type: 'PassStateEntered', timestamp, stateEnteredEventDetails: { name: 'Prepare' } },
    {
      id: 2,
      previousEventId: 1,
      type: 'PassStateExited',
      timestamp,
      stateExitedEventDetails: { name: 'Prepare', assignedVariables },
    },
    { id: 3, previousEventId: 2, type: 'TaskStateEntered', timestamp, stateEnteredEventDetails: { name: 'Train' } },
  ];
}

const RUN = { Run: { Id: 'run-1', Data: 's3://houses/processed-data/run-1' } };

describe('downloadObject', () => {
  it('writes a file into a directory that exists, or to the file that is named', async () => {
    const pipeline = pipelineWith(() => ({ Body: Readable.from(['whole']) }));
    const file = join(directory, 'new', 'mine.html');

    expect(await downloadObject(pipeline, 's3://houses/a/report.html', { to: directory })).toBe(join(directory, 'report.html'));
    expect(await downloadObject(pipeline, 's3://houses/a/report.html', { to: file })).toBe(file);
    expect(readFileSync(file, 'utf8')).toBe('whole');
  });

  it('leaves no file behind where the connection breaks, and throws the reason of the signal', async () => {
    const stopped = new AbortController();
    async function* broken(): AsyncGenerator<string> {
      yield 'half';
      throw new Error('connection lost');
    }
    async function* endless(): AsyncGenerator<string> {
      yield 'half';
      stopped.abort(new Error('enough'));
      yield 'more';
    }

    await expect(
      downloadObject(
        pipelineWith(() => ({ Body: Readable.from(broken()) })),
        's3://houses/model',
        { to: directory },
      ),
    ).rejects.toThrow('connection lost');
    await expect(
      downloadObject(
        pipelineWith(() => ({ Body: Readable.from(endless()) })),
        's3://houses/model',
        {
          to: directory,
          signal: stopped.signal,
        },
      ),
    ).rejects.toThrow('enough');
    expect(readdirSync(directory)).toEqual([]);
  });

  it.each(['houses/a', 's3://houses', 'https://houses/a'])('refuses %s', async (uri) => {
    await expect(
      downloadObject(
        pipelineWith(() => ({})),
        uri,
      ),
    ).rejects.toThrow(/s3:\/\/bucket\/key/);
  });
});

describe('downloadReport and downloadModel', () => {
  it('find the object of an execution', async () => {
    const history = historyWith({ ...RUN, ModelDataUrl: 's3://houses/models/model.tar.gz' });
    const pipeline = pipelineWith(() => ({ Body: Readable.from(['x']) }), history);
    const execution = pipeline.execution(EXECUTION);

    expect(await downloadReport(pipeline, execution, { to: directory })).toBe(join(directory, 'report.html'));
    expect(await downloadModel(pipeline, execution, { to: directory })).toBe(join(directory, 'model.tar.gz'));
  });

  it('say how far the execution came without an object', async () => {
    const missing = (): never => {
      throw awsError('NoSuchKey');
    };
    const pipeline = pipelineWith(missing, historyWith(RUN));
    const execution = pipeline.execution(EXECUTION);

    await expect(downloadReport(pipeline, execution)).rejects.toMatchObject({
      name: 'NoSuchKey',
      message: /e has no report.*Train/,
    });
    await expect(downloadModel(pipeline, execution)).rejects.toThrow(/trained no model/);
    await expect(execution.artifacts()).resolves.toMatchObject({
      runId: 'run-1',
      reportUri: 's3://houses/evaluation/run-1/report.html',
    });
    await expect(pipelineWith(missing).execution(EXECUTION).artifacts()).rejects.toThrow(/Prepare/);
  });

  it('pass other errors on', async () => {
    const pipeline = pipelineWith(() => {
      throw awsError('AccessDenied');
    }, historyWith(RUN));

    await expect(downloadReport(pipeline, pipeline.execution(EXECUTION))).rejects.toMatchObject({ message: 'AccessDenied' });
  });
});

describe('readObject', () => {
  it('reads text, and an empty object', async () => {
    const body = { transformToString: async () => '{"r2": 1}' };

    expect(
      await readObject(
        pipelineWith(() => ({ Body: body })),
        's3://houses/evaluation.json',
      ),
    ).toBe('{"r2": 1}');
    expect(
      await readObject(
        pipelineWith(() => ({})),
        's3://houses/empty',
      ),
    ).toBe('');
  });
});

describe('uploadDataset', () => {
  it.each([
    ['a row of another length', [['rooms', 'price'], [1, 2], [3]], /rows\[2\]/],
    ['a member that the header lacks', [{ rooms: 1 }, { rooms: 2, place: 'a' }], /rows\[\d\].*place/],
    ['an infinite number', [{ rooms: Number.NaN }], /rows\[\d\].*rooms/],
  ])('refuses %s', async (_, rows, message) => {
    await expect(uploadDataset(stackWithBucket(), rows as never, { name: 'houses.csv', check: false })).rejects.toThrow(message);
  });

  it('refuses a directory', async () => {
    await expect(
      uploadDataset(
        pipelineWith(() => ({})),
        directory,
      ),
    ).rejects.toThrow(directory);
  });
});

/** A pipeline of a stack whose bucket accepts every call. */
function stackWithBucket(): PipelineClient {
  const Outputs = [{ OutputKey: 'BucketName', OutputValue: 'houses' }];
  return new PipelineClient({
    stackName: 'houses',
    region: 'us-east-1',
    clients: {
      cloudformation: { send: async () => ({ Stacks: [{ Outputs }] }) },
      s3: { send: async () => ({ UploadId: 'u', ETag: 'e' }) },
    },
  });
}

describe('the page of an execution in the AWS console', () => {
  it.each([
    ['us-east-1', 'aws', 'https://us-east-1.console.aws.amazon.com/'],
    ['cn-north-1', 'aws-cn', 'https://cn-north-1.console.amazonaws.cn/'],
    ['us-gov-west-1', 'aws-us-gov', 'https://us-gov-west-1.console.amazonaws-us-gov.com/'],
  ])('is in the console of %s', (region, partition, home) => {
    const there = (arn: string): string => arn.replace('aws:states:us-east-1', `${partition}:states:${region}`);
    const arn = there(EXECUTION);
    const pipeline = new PipelineClient({ stateMachineArn: there(STATE_MACHINE) });

    expect(pipeline.execution(arn).consoleUrl).toBe(`${home}states/home?region=${region}#/v2/executions/details/${arn}`);
  });

  it('does not exist on the embedded AWS', () => {
    expect(pipelineWith(() => ({})).execution(EXECUTION).consoleUrl).toBeUndefined();
  });
});
