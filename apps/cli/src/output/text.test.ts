import { describe, expect, it } from 'vitest';
import { ago, duration, figure, withFigures } from './text.ts';

describe('duration', () => {
  it.each([
    [0, '0.0 s'],
    [59_940, '59.9 s'],
    [60_000, '1 min'],
    [200_000, '3 min 20 s'],
    [3_600_000, '1 h'],
    [7_500_000, '2 h 5 min'],
    [90_000_000, '1 d 1 h'],
  ])('says %i ms as %s', (millis, text) => {
    expect(duration(millis)).toBe(text);
  });
});

describe('ago', () => {
  it.each([
    [999, 'just now'],
    [21_700, '21 s ago'],
    [200_000, '3 min ago'],
    [90_000_000, '1 d ago'],
  ])('says %i ms as %s', (millis, text) => {
    expect(ago(new Date(0), new Date(millis))).toBe(text);
  });
});

describe('figure', () => {
  it('has four significant digits', () => {
    expect([0.916_008, 12_345.678, Number.NaN].map(figure)).toEqual(['0.916', '12350', 'NaN']);
  });
});

describe('withFigures', () => {
  it.each([
    ['r2 0.8816801378540059 reaches the threshold 0.7.', 'r2 0.8817 reaches the threshold 0.7.'],
    ['r2 0.6999999 is below the threshold 0.7.', 'r2 0.6999999 is below the threshold 0.7.'],
    ['r2 0.69999 is below 0.699991', 'r2 0.69999 is below 0.699991'],
    ['r2 -12.3456789 and 0.5', 'r2 -12.35 and 0.5'],
    ['r2 0.7 and 12', 'r2 0.7 and 12'],
  ])('shortens the numbers of "%s" as far as they stay different', (text, short) => {
    expect(withFigures(text)).toBe(short);
  });
});
