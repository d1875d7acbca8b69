import { describe, expect, it } from 'vitest';
import { errorMessage, errorStack } from './error-text.ts';

describe('the text of what was thrown', () => {
  const withoutStack = Object.assign(new Error('broken'), { stack: undefined });

  it.each([
    ['an error', new Error('broken'), 'broken', /^Error: broken\n +at /u],
    ['an error without a stack', withoutStack, 'broken', /^broken$/u],
    ['a text', 'broken', 'broken', /^broken$/u],
    ['nothing', undefined, 'undefined', /^undefined$/u],
  ])('is the message and the stack of %s', (_what, thrown, message, stack) => {
    expect(errorMessage(thrown)).toBe(message);
    expect(errorStack(thrown)).toMatch(stack);
  });
});
