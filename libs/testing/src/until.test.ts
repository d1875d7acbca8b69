import { describe, expect, it } from 'vitest';
import { until } from './until.ts';

describe('until', () => {
  it('asks until there is an answer', async () => {
    const answers = [undefined, false, 0, 1] as const;
    let asked = 0;

    expect(await until(() => answers[asked++])).toBe(0);
    expect(asked).toBe(3);
  });

  it('asks until the answer is as wanted', async () => {
    let asked = 0;

    expect(
      await until(
        async () => (asked += 1),
        async (answer) => answer === 3,
        { pauseMillis: 0 },
      ),
    ).toBe(3);
  });

  it('throws the last answer when the limit is over', async () => {
    const waiting = until(
      () => ({ status: 'Creating' }),
      ({ status }) => status === 'InService',
      { what: 'the endpoint is in service', limitMillis: 0, pauseMillis: 1 },
    );

    await expect(waiting).rejects.toThrow('the endpoint is in service: not within 0 s, last answer {"status":"Creating"}');
  });
});
