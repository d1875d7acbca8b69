import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  decodeItems,
  fail,
  type Json,
  neverAnswer,
  type RunOptions,
  runExecution,
  succeed,
  type TaskOutcome,
} from '@stepmaker/asl-interpreter';
import { describe, expect, it } from 'vitest';

/** A task of a case: what it gives, how it fails, or that it never answers. */
type MockedTask =
  | { readonly succeed: Json; readonly afterSeconds?: number }
  | { readonly succeedText: number }
  | { readonly fail: readonly string[] }
  | { readonly never: true };

interface Case {
  /**
   * Source of the expected values: a `recording` of AWS that has the same error and words, the `model` of AWS's API, the page or public report at a URL, or `unverified`
   * where none is known.
   */
  readonly source: 'recording' | 'model' | 'unverified' | `https://${string}`;
  readonly definition: Json;
  readonly input: Json;
  readonly type?: 'STANDARD' | 'EXPRESS';
  readonly tasks?: Readonly<Record<string, readonly MockedTask[]>>;
  /** What ItemReaders read, by key. */
  readonly objects?: Readonly<Record<string, string>>;
  readonly expect: {
    readonly status: string;
    readonly output?: Json;
    readonly error?: string;
    readonly cause?: string;
    readonly durationSeconds?: number;
    /** The types of all events. */
    readonly types?: readonly string[];
    /** The types of the last events. */
    readonly tailTypes?: readonly string[];
    /** How many events there are. */
    readonly events?: number;
  };
}

const ROOT = join(import.meta.dirname, 'cases');

const SOURCE = /^(recording|model|unverified|https:\/\/\S+)$/;

for (const feature of readdirSync(ROOT)) {
  describe(feature, () => {
    for (const file of readdirSync(join(ROOT, feature))) {
      it(file.replace('.json', '').replaceAll('-', ' '), async () => {
        const one = JSON.parse(readFileSync(join(ROOT, feature, file), 'utf8')) as Case;

        expect(one.source).toMatch(SOURCE);
        const run = await runExecution(one.definition, one.input, optionsOf(one));

        const { durationSeconds, types, tailTypes, events, ...outcome } = one.expect;
        expect(run).toMatchObject(outcome);
        expect(run.events.map(({ id }) => id)).toEqual(run.events.map((_, i) => i + 1));
        if (durationSeconds !== undefined) expect(run.durationSeconds).toBe(durationSeconds);
        if (types !== undefined) expect(run.events.map(({ type }) => type)).toEqual(types);
        if (tailTypes !== undefined) expect(run.events.slice(-tailTypes.length).map(({ type }) => type)).toEqual(tailTypes);
        if (events !== undefined) expect(run.events).toHaveLength(events);
      });
    }
  });
}

function optionsOf(one: Case): RunOptions {
  const tasks = Object.entries(one.tasks ?? {}).map(([state, mocks]) => [state, mocks.map(outcomeOf)] as const);
  return {
    type: one.type ?? 'STANDARD',
    tasks: Object.fromEntries(tasks),
    readItems: ({ parameters, readerConfig }) =>
      decodeItems(one.objects?.[(parameters as { Key: string }).Key] ?? '', readerConfig),
  };
}

function outcomeOf(mock: MockedTask): TaskOutcome {
  if ('succeed' in mock) return succeed(mock.succeed, mock.afterSeconds === undefined ? {} : { afterSeconds: mock.afterSeconds });
  if ('succeedText' in mock) return succeed('a'.repeat(mock.succeedText));
  return 'fail' in mock ? fail(mock.fail[0], mock.fail[1]) : neverAnswer();
}
