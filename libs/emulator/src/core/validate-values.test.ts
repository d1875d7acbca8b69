import { describe, expect, it } from 'vitest';
import type { ApiModel, Shape } from './api-model.ts';
import { InputValidator } from './validate-input.ts';

/** A model of one operation whose input has a member of each type. */
const SHAPES: Readonly<Record<string, Shape>> = {
  Input: {
    type: 'structure',
    required: ['Required'],
    members: {
      Required: { shape: 'Text' },
      Text: { shape: 'Text' },
      Secret: { shape: 'Secret' },
      Letter: { shape: 'Letter' },
      Flag: { shape: 'Flag' },
      Count: { shape: 'Count' },
      Big: { shape: 'Big' },
      Ratio: { shape: 'Ratio' },
      When: { shape: 'When' },
      Bytes: { shape: 'Bytes' },
      Names: { shape: 'Names' },
      Rows: { shape: 'Rows' },
      Levels: { shape: 'Levels' },
      Tags: { shape: 'Tags' },
      Blocks: { shape: 'Blocks' },
      Inner: { shape: 'Inner' },
    },
  },
  Text: { type: 'string', min: 2, max: 4, pattern: '[a-z]*' },
  Secret: { type: 'string', max: 3, sensitive: true },
  Letter: { type: 'character' },
  Flag: { type: 'boolean' },
  Count: { type: 'integer', min: 1, max: 9 },
  Big: { type: 'long' },
  Ratio: { type: 'double', min: 0 },
  When: { type: 'timestamp' },
  Bytes: { type: 'blob', min: 1, max: 3 },
  Names: { type: 'list', member: { shape: 'Text' }, max: 2 },
  Rows: { type: 'list', member: { shape: 'Inner' } },
  Levels: { type: 'list', member: { shape: 'Count' } },
  Tags: { type: 'map', key: { shape: 'Text' }, value: { shape: 'Text' }, max: 2 },
  Blocks: { type: 'map', key: { shape: 'Letter' }, value: { shape: 'Inner' } },
  Inner: { type: 'structure', required: ['Count'], members: { Count: { shape: 'Count' }, Kind: { shape: 'Kind' } } },
  Kind: { type: 'string', enum: ['A', 'B'] },
};
const MODEL: ApiModel = {
  metadata: { apiVersion: '1', endpointPrefix: 'x', protocol: 'json', serviceId: 'X' },
  operations: {
    Put: { http: { method: 'POST', requestUri: '/' }, input: { shape: 'Input' } },
    Get: { http: { method: 'GET', requestUri: '/' } },
  },
  otherOperations: {},
  shapes: SHAPES,
};
const validator = new InputValidator(MODEL);

function refusal(input: object, operation = 'Put'): string {
  try {
    validator.check(operation, { Required: 'abc', ...input });
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('the check of an input', () => {
  it('takes values of every type, and nulls where a member is optional', () => {
    expect(
      refusal({
        Text: 'abcd',
        Letter: 'x',
        Flag: false,
        Count: 9,
        Big: 12345678901234567890n,
        Ratio: 0.5,
        When: new Date(0),
        Bytes: Uint8Array.of(1),
        Names: ['ab', null],
        Rows: [{ Count: 1 }, null],
        Levels: [1, 9],
        Tags: { ab: 'cd', ef: null },
        Blocks: { a: { Count: 1, Kind: 'A' }, b: null },
        Inner: null,
      }),
    ).toBe('');
  });

  it('takes anything for an operation without input', () => {
    expect(refusal({ Anything: 1 }, 'Get')).toBe('');
    expect(refusal({ Anything: 1 }, 'Unknown')).toBe('');
  });

  it.each<[string, object, string]>([
    [
      'a short text',
      { Text: 'a' },
      "Value 'a' at 'text' failed to satisfy constraint: Member must have length greater than or equal to 2",
    ],
    [
      'a long text',
      { Text: 'abcde' },
      "Value 'abcde' at 'text' failed to satisfy constraint: Member must have length less than or equal to 4",
    ],
    [
      'a text against its pattern',
      { Text: 'AB' },
      "Value 'AB' at 'text' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]*",
    ],
    [
      'a sensitive text, which it does not show',
      { Secret: 'abcd' },
      "Value at 'secret' failed to satisfy constraint: Member must have length less than or equal to 3",
    ],
    [
      'a small number',
      { Count: 0 },
      "Value '0' at 'count' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [
      'a negative ratio',
      { Ratio: -0.5 },
      "Value '-0.5' at 'ratio' failed to satisfy constraint: Member must have value greater than or equal to 0",
    ],
    [
      'too many bytes',
      { Bytes: Uint8Array.of(1, 2, 3, 4) },
      "Value 'java.nio.HeapByteBuffer[pos=0 lim=4 cap=4]' at 'bytes' failed to satisfy constraint: Member must have length less than or equal to 3",
    ],
    [
      'bytes that are a text',
      { Bytes: 'abcd' },
      "Value 'abcd' at 'bytes' failed to satisfy constraint: Member must have length less than or equal to 3",
    ],
    [
      'a long list',
      { Names: ['ab', 'cd', 'ef'] },
      "Value '[ab, cd, ef]' at 'names' failed to satisfy constraint: Member must have length less than or equal to 2",
    ],
    [
      'an element of a list',
      { Levels: [1, 10] },
      "Value '[1, 10]' at 'levels' failed to satisfy constraint: Member must satisfy constraint: [Member must have value less than or equal to 9, Member must have value greater than or equal to 1]",
    ],
    [
      'a member of an element',
      { Rows: [{ Count: 1 }, { Kind: 'C' }] },
      "Value null at 'rows.2.member.count' failed to satisfy constraint: Member must not be null; Value 'C' at 'rows.2.member.kind' failed to satisfy constraint: Member must satisfy enum value set: [A, B]",
    ],
    [
      'a key of a map',
      { Tags: { A: 'ab' } },
      "Value '{A=ab}' at 'tags' failed to satisfy constraint: Map keys must satisfy constraint: [",
    ],
    [
      'a value of a map',
      { Tags: { ab: 'A', cd: null } },
      "Value '{ab=A, cd=null}' at 'tags' failed to satisfy constraint: Map value must satisfy constraint: [",
    ],
    [
      'a large map',
      { Tags: { ab: 'ab', cd: 'cd', ef: 'ef' } },
      "Value '{ab=ab, cd=cd, ef=ef}' at 'tags' failed to satisfy constraint: Member must have length less than or equal to 2",
    ],
    [
      'a member of a value',
      { Blocks: { a: { Count: 0 } } },
      "Value '0' at 'blocks.a.member.count' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [
      'a missing member of a structure',
      { Inner: {} },
      "Value null at 'inner.count' failed to satisfy constraint: Member must not be null",
    ],
  ])('refuses %s', (_what, input, message) => {
    expect(refusal(input)).toContain(message);
  });

  it.each<[string, object, string]>([
    ['a structure', { Inner: 'x' }, 'Unexpected value type in payload'],
    ['a structure', { Inner: [] }, 'Start of list found where not expected'],
    ['a list', { Names: {} }, 'Start of structure or map found where not expected.'],
    ['a list', { Names: 3 }, 'Unexpected value type in payload'],
    ['a map', { Tags: ['a'] }, 'Start of list found where not expected'],
    ['an element', { Names: [1] }, 'NUMBER_VALUE can not be converted to a String'],
    ['a value of a map', { Tags: { ab: true } }, 'TRUE_VALUE can not be converted to a String'],
    ['a flag', { Flag: 'true' }, 'STRING_VALUE can not be converted to a Boolean'],
    ['a whole number', { Count: 1.5 }, 'DECIMAL_VALUE can not be converted to an Integer'],
    ['a long', { Big: false }, 'FALSE_VALUE can not be converted to a Long'],
    ['a ratio', { Ratio: '1' }, 'STRING_VALUE can not be converted to a Double'],
    ['a timestamp', { When: 'now' }, 'Unable to parse the timestamp'],
    ['a timestamp', { When: new Date(Number.NaN) }, 'Unable to parse the timestamp'],
    ['a letter', { Letter: 1 }, 'NUMBER_VALUE can not be converted to a String'],
  ])('refuses another type in the place of %s', (_what, input, message) => {
    expect(refusal(input)).toBe(message);
  });
});
