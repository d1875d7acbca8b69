import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from 'vitest';
import { openSession } from './session.ts';

const cloudformation = {} as CloudFormationClient;

describe('pause of a session', () => {
  it('resolves after the interval', async () => {
    await expect(openSession({ cloudformation, pollIntervalMillis: 1 }).pause()).resolves.toBeUndefined();
  });

  it.each([['before the pause'], ['during the pause']])('throws the reason of a signal that is aborted %s', async (when) => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const { pause } = openSession({ cloudformation, pollIntervalMillis: 60_000, signal: controller.signal });
    if (when === 'before the pause') controller.abort(reason);

    const paused = pause();
    controller.abort(reason);

    await expect(paused).rejects.toBe(reason);
  });
});
