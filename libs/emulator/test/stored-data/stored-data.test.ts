import { rmSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { DATA_VERSION, STEPMAKER_VERSION, tableVersionsOf } from '../../src/core/data-version.ts';
import { startEmulator } from '../../src/index.ts';
import { CATALOGUE } from '../../src/services/catalogue.ts';
import { VirtualClock } from '../test-emulator.ts';
import { schemaOf } from './dump.ts';
import { FIXTURE_VERSIONS, filesOf, loadFixture, withStore } from './load-fixture.ts';
import {
  SAMPLE_END,
  SAMPLE_EXECUTIONS,
  SAMPLE_OBJECT,
  SampleAccount,
  type SampleExecution,
  STACK_NAME,
} from './sample-account.ts';

const HOUR = 3_600_000;
const TABLE_VERSIONS = tableVersionsOf(CATALOGUE.filter(({ tableVersion }) => tableVersion !== undefined));
const directories: string[] = [];

function fixture(version: number): string {
  const dataDir = loadFixture(version);
  directories.push(dataDir);
  return dataDir;
}

interface Opened extends AsyncDisposable {
  readonly account: SampleAccount;
  readonly clock: VirtualClock;
}

/** Starts today's server on a data directory, at the moment at which the server of the fixture stopped. */
async function open(dataDir: string): Promise<Opened> {
  const clock = new VirtualClock(SAMPLE_END);
  const emulator = await startEmulator({ port: 0, dataDir, clock, log: () => {} });
  return { account: new SampleAccount(emulator, clock), clock, [Symbol.asyncDispose]: () => emulator.close() };
}

/** The rows of `history` of an execution, as texts. */
function recorded(dataDir: string, name: SampleExecution): string[] {
  const sql =
    'SELECT events FROM history JOIN execution ON execution.id = history.execution WHERE execution.name = ? ORDER BY first_event';
  return withStore(dataDir, (database) => database.prepare(sql).all(name)).map((row) => String(row['events']));
}

afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

describe.each(FIXTURE_VERSIONS)('a data directory of version %i', (version) => {
  it('is opened with all that was in it', async () => {
    await using opened = await open(fixture(version));
    const { account } = opened;

    const { Stacks } = await account.call<{ Stacks: unknown }>('cloudformation', 'DescribeStacks', { StackName: STACK_NAME });
    const { Body } = await account.call<{ Body: AsyncIterable<Uint8Array> }>('s3', 'GetObject', SAMPLE_OBJECT);
    const { events } = await account.call<{ events: unknown }>('logs', 'GetLogEvents', {
      logGroupName: '/sample',
      logStreamName: 'one',
    });
    const { Parameter } = await account.call<{ Parameter: unknown }>('ssm', 'GetParameter', { Name: '/sample' });
    const { Metrics } = await account.call<{ Metrics: unknown }>('cloudwatch', 'ListMetrics', { Namespace: 'Sample' });
    const { QueueUrl } = await account.call<{ QueueUrl: string }>('sqs', 'GetQueueUrl', { QueueName: 'sample-queue' });
    const { Messages } = await account.call<{ Messages: { Body: string }[] }>('sqs', 'ReceiveMessage', {
      QueueUrl,
      MaxNumberOfMessages: 10,
    });

    expect(Stacks).toMatchObject([{ StackStatus: 'CREATE_COMPLETE' }]);
    expect(Buffer.concat(await Array.fromAsync(Body)).toString()).toBe(SAMPLE_OBJECT.Body);
    expect(events).toMatchObject([{ message: 'kept' }]);
    expect(Parameter).toMatchObject({ Value: 'kept' });
    expect(Metrics).toMatchObject([{ MetricName: 'Kept' }]);
    expect(Messages.map((message) => message.Body)).toContain('kept');
  });

  it('has its running executions finished, with histories that keep what was recorded', async () => {
    const dataDir = fixture(version);
    const before = Object.fromEntries(SAMPLE_EXECUTIONS.map((name) => [name, recorded(dataDir, name)]));
    {
      await using opened = await open(dataDir);
      const { account, clock } = opened;
      await account.finished('in-map');
      await account.answer('in-task');
      await account.finished('in-task');
      await clock.advance(HOUR);
      await account.answer('in-wait');

      const typesOf = async (name: SampleExecution) => (await account.history(name)).map(({ type }) => type);
      const wanted = await typesOf('succeeded');
      for (const name of ['in-map', 'in-task', 'in-wait'] as const) {
        const { status, output = '' } = await account.finished(name);
        expect({ name, status, ...JSON.parse(output) }).toMatchObject({
          name,
          status: 'SUCCEEDED',
          answer: 'yes',
          doubled: [2, 4, 6],
        });
        expect(await typesOf(name)).toEqual(wanted);
      }
    }
    for (const name of SAMPLE_EXECUTIONS) expect(recorded(dataDir, name).slice(0, before[name]?.length)).toEqual(before[name]);
  });

  it('has a failed execution that can be redriven', async () => {
    await using opened = await open(fixture(version));
    const { account } = opened;

    await account.call('stepfunctions', 'RedriveExecution', { executionArn: account.executionArn('failed') });

    expect(await account.ended('failed')).toMatchObject({ status: 'FAILED', redriveCount: 1 });
  });

  it('is migrated to the version of today, and stamped with it', async () => {
    const dataDir = fixture(version);
    {
      await using opened = await open(dataDir);
      await opened.account.ended('succeeded');
      await opened.account.call('s3', 'ListBuckets', {});
      await opened.account.call('logs', 'DescribeLogGroups', {});
      await opened.account.call('sqs', 'ListQueues', {});
      await opened.account.call('cloudwatch', 'ListMetrics', {});
    }

    withStore(dataDir, (database) => {
      expect(database.prepare('SELECT * FROM stamp').all()).toEqual([
        { id: 1, data_version: DATA_VERSION, stepmaker_version: STEPMAKER_VERSION },
      ]);
      const applied = database.prepare('SELECT service, applied FROM migrations').all();
      expect(Object.fromEntries(applied.map((row) => [row['service'], row['applied']]))).toEqual(TABLE_VERSIONS);
      expect(schemaOf(database)).toEqual(withStore(fixture(DATA_VERSION), schemaOf));
    });
  });
});

describe('the fixtures', () => {
  it('are of every data version', () => {
    expect(FIXTURE_VERSIONS).toEqual(Array.from({ length: DATA_VERSION }, (_, index) => index + 1));
  });
});

describe('an execution that another version of the engine began', () => {
  /** Changes the recorded events of the execution that waits. */
  function doctored(change: (text: string) => string): string {
    const dataDir = fixture(DATA_VERSION);
    withStore(dataDir, (database) => {
      const row = database
        .prepare(
          "SELECT execution, first_event, events FROM history WHERE first_event = 1 AND execution = (SELECT id FROM execution WHERE name = 'in-wait')",
        )
        .get() as { execution: number; first_event: number; events: string };
      const events = change(row.events);
      if (events === row.events) throw new Error('nothing to change was found');
      database
        .prepare('UPDATE history SET events = ? WHERE execution = ? AND first_event = ?')
        .run(events, row.execution, row.first_event);
      database.prepare("UPDATE execution SET engine = '0.0.0-before' WHERE id = ?").run(row.execution);
    });
    return dataDir;
  }

  it('is finished where that engine worded an event differently, and the event stays as it was', async () => {
    const dataDir = doctored((text) => text.replaceAll('hello', 'worded by another engine'));
    const before = recorded(dataDir, 'in-wait');
    {
      await using opened = await open(dataDir);
      const { account, clock } = opened;
      await clock.advance(HOUR);
      await account.answer('in-wait');

      expect(await account.finished('in-wait')).toMatchObject({ status: 'SUCCEEDED' });
    }
    expect(recorded(dataDir, 'in-wait').slice(0, before.length)).toEqual(before);
  });

  it.each([
    ['type', (text: string) => text.replace('"type":"PassStateExited"', '"type":"SucceedStateExited"')],
    ['predecessor', (text: string) => text.replace('"id":3,"previousEventId":2', '"id":3,"previousEventId":1')],
    ['id', (text: string) => text.replace('"id":3,', '"id":30,')],
  ])('is failed, with both versions named, where an event has another %s', async (_what, change) => {
    const dataDir = doctored(change);
    const before = recorded(dataDir, 'in-wait');
    {
      await using opened = await open(dataDir);

      expect(await opened.account.ended('in-wait')).toMatchObject({
        status: 'FAILED',
        error: 'States.Runtime',
        cause: expect.stringMatching(
          /^The execution could not be continued after a restart: from event (3|30) on, engine \S+ does not repeat the history that engine 0\.0\.0-before recorded\.$/,
        ),
      });
    }
    expect(recorded(dataDir, 'in-wait')).toEqual(before);
  });
});

describe('a data directory of a newer Stepmaker', () => {
  it.each([
    [
      'by its stamp',
      "UPDATE stamp SET data_version = 99, stepmaker_version = '7.1.0'",
      `has data version 99, written by Stepmaker 7.1.0. This is Stepmaker ${STEPMAKER_VERSION}, which supports data versions up to ${DATA_VERSION}.`,
    ],
    [
      'by the version of a service’s tables',
      "UPDATE migrations SET applied = 99 WHERE service = 'stepfunctions'",
      `has stepfunctions table version 99, written by Stepmaker ${STEPMAKER_VERSION}. This is Stepmaker ${STEPMAKER_VERSION}, which supports stepfunctions table versions up to ${TABLE_VERSIONS['stepfunctions']}.`,
    ],
    [
      'by the version of a service’s tables, without a stamp',
      "DROP TABLE stamp; UPDATE migrations SET applied = 99 WHERE service = 's3'",
      `has s3 table version 99, written by a newer Stepmaker. This is Stepmaker ${STEPMAKER_VERSION}, which supports s3 table versions up to ${TABLE_VERSIONS['s3']}.`,
    ],
  ])('is refused %s, and left as it is', async (_how, sql, versions) => {
    const dataDir = fixture(DATA_VERSION);
    withStore(dataDir, (database) => database.exec(sql));
    const before = filesOf(dataDir);

    await expect(startEmulator({ port: 0, dataDir })).rejects.toMatchObject({
      name: 'DataVersionError',
      message: `The data directory ${dataDir} ${versions} Use the newer Stepmaker, or choose another directory with --data-dir. The data was not changed.`,
    });
    expect(filesOf(dataDir)).toEqual(before);
  });
});
