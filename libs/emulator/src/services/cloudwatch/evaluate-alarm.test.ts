import { describe, expect, it } from 'vitest';
import { evaluateAlarm } from './evaluate-alarm.ts';

/** `X` breaches, `0` does not, `-` is missing; the oldest first. */
const periods = (text: string) =>
  text.split(' ').map((sign, index) => ({ start: index * 60_000, value: sign === '-' ? undefined : sign === 'X' ? 2 : 0 }));

/** The tables of AWS's page on missing data: the states for missing, ignore (`kept` where it stays), breaching and notBreaching. */
const TABLE: readonly (readonly [text: string, datapoints: number, states: readonly string[]])[] = [
  ['0 - X - X', 3, ['OK', 'OK', 'OK', 'OK']],
  ['- - - - 0', 3, ['OK', 'OK', 'OK', 'OK']],
  ['- - - - -', 3, ['INSUFFICIENT_DATA', 'kept', 'ALARM', 'OK']],
  ['0 X X - X', 3, ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  ['- - X - -', 3, ['ALARM', 'kept', 'ALARM', 'OK']],
  ['0 - X - X', 2, ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  ['0 0 X 0 X', 2, ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  ['0 - X - -', 2, ['OK', 'OK', 'ALARM', 'OK']],
  ['- - - - 0', 2, ['OK', 'OK', 'ALARM', 'OK']],
  ['- - - X -', 2, ['ALARM', 'kept', 'ALARM', 'OK']],
];

describe('an alarm over three periods', () => {
  it.each(TABLE)('that sees %s and wants %i breaching', (text, datapointsToAlarm, states) => {
    const found = ['missing', 'ignore', 'breaching', 'notBreaching'].map((treatMissingData) => {
      const rule = {
        evaluationPeriods: 3,
        datapointsToAlarm,
        comparison: 'GreaterThanThreshold' as const,
        threshold: 1,
        treatMissingData,
      };
      return evaluateAlarm(periods(text), rule)?.state ?? 'kept';
    });

    expect(found).toEqual(states);
  });
});
