import { describe, expect, it } from 'vitest';
import type { Session } from '../target/session.ts';
import { findRun } from './find-run.ts';

/** A session in which these runs exist, newest first. */
function session(
  names: readonly string[],
  error: unknown = Object.assign(new Error('none'), { name: 'ExecutionDoesNotExist' }),
): Session {
  const pipeline = {
    getExecution: async (given: string) => {
      if (names.includes(given)) return { name: given };
      throw error;
    },
    async *listExecutions() {
      for (const name of names) yield { name, executionArn: `arn:${name}` };
    },
    execution: (arn: string) => ({ name: arn.slice('arn:'.length) }),
  };
  const target = { kind: 'aws', stackName: 'ml-pipeline' };
  return { pipeline, target } as unknown as Session;
}

describe('findRun', () => {
  it.each([
    ['last', 'nightly-2'],
    [undefined, 'nightly-2'],
    ['nightly-1', 'nightly-1'],
    ['week', 'weekly'],
  ])('finds %s', async (given, name) => {
    expect(await findRun(session(['nightly-2', 'nightly-1', 'weekly']), given)).toEqual({ name });
  });

  it.each<readonly [string, readonly string[], string, string, string]>([
    [
      'a beginning of several',
      ['nightly-2', 'nightly-1'],
      'nightly',
      'nightly is the beginning of 2 runs',
      'nightly-2, nightly-1',
    ],
    ['a wrong name', ['weekly'], 'wekly', 'unknown run wekly on AWS, stack ml-pipeline', 'Did you mean weekly?'],
    ['the last of none', [], 'last', 'no runs yet on AWS, stack ml-pipeline', 'stepmaker run starts one'],
  ])('refuses %s', async (_what, names, given, message, hint) => {
    await expect(findRun(session(names), given)).rejects.toMatchObject({ message, hint, exitCode: 3 });
  });

  it('looks at the newest 1,000 runs', async () => {
    const names = Array.from({ length: 1001 }, (_, index) => `run-${index}`);

    expect(await findRun(session(names), 'run-999')).toEqual({ name: 'run-999' });
    await expect(findRun(session(names.map((name) => `${name}.`)), 'run-1000')).rejects.toMatchObject({ exitCode: 3 });
  });

  it('throws other errors of AWS, and values that are not errors', async () => {
    await expect(findRun(session([], new Error('throttled')), 'nightly')).rejects.toThrow('throttled');
    await expect(findRun(session([], 'odd'), 'nightly')).rejects.toBe('odd');
  });
});
