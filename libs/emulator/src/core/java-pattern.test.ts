import { describe, expect, it } from 'vitest';
import { API_METADATA } from './api-metadata.ts';
import { apiModel } from './api-model.ts';
import { compilePattern } from './java-pattern.ts';
import type { ServiceId } from './service.ts';

describe('compilePattern', () => {
  it('wants the whole text to match', () => {
    expect(compilePattern('[a-z]+')?.test('abc')).toBe(true);
    expect(compilePattern('[a-z]+')?.test('abc1')).toBe(false);
    expect(compilePattern('a|b')?.test('ab')).toBe(false);
  });

  it('knows the character classes of Java, within brackets and without', () => {
    expect(compilePattern('arn:[\\p{Alnum}\\-]+:x')?.test('arn:aws-cn:x')).toBe(true);
    expect(compilePattern('\\p{Digit}+')?.test('12')).toBe(true);
    expect(compilePattern('[\\p{L}\\p{Z}_.:/=+\\-@]*')?.test('Größe 1')).toBe(false);
    expect(compilePattern('[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*')?.test('Größe 1')).toBe(true);
  });

  it('knows the anchors of Java', () => {
    const pattern = compilePattern('\\A\\S[\\p{Print}]*\\z');

    expect(pattern?.test('inference-1')).toBe(true);
    expect(pattern?.test(' inference-1')).toBe(false);
    expect(pattern?.test('two\nlines')).toBe(false);
  });

  it('ignores case from (?i) on to the end of the group', () => {
    const pattern = compilePattern('(?!x|(?i)<script>)[^:]+');

    expect(pattern?.test('<SCRIPT>')).toBe(false);
    expect(pattern?.test('x')).toBe(false);
    expect(pattern?.test('X')).toBe(true);
  });

  it('compiles every pattern of the API models', () => {
    const failing = Object.keys(API_METADATA).flatMap((service) =>
      Object.entries(apiModel(service as ServiceId).shapes)
        .filter(([, { pattern }]) => pattern !== undefined && compilePattern(pattern) === undefined)
        .map(([name]) => `${service} ${name}`),
    );
    expect(failing).toEqual([]);
  });
});
