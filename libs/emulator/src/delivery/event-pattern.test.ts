import { describe, expect, it } from 'vitest';
import { compilePattern } from './event-pattern.ts';

const EVENT = {
  source: 'aws.s3',
  resources: ['arn:a', 'arn:b'],
  detail: {
    name: 'Houses.CSV',
    size: 42,
    ip: '10.0.0.7',
    empty: null,
    flag: true,
    items: [
      { kind: 'x', count: 1 },
      { kind: 'y', count: 9 },
    ],
  },
};

describe('an event pattern', () => {
  it.each<[string, object, boolean]>([
    ['a value', { source: ['aws.s3', 'aws.states'] }, true],
    ['another value', { source: ['aws.states'] }, false],
    ['one of a list', { resources: ['arn:b'] }, true],
    ['null', { detail: { empty: [null] } }, true],
    ['a number', { detail: { size: [42] } }, true],
    ['a number that is a text', { detail: { size: ['42'] } }, false],
    ['prefix', { source: [{ prefix: 'aws.' }] }, true],
    ['prefix whatever its case', { detail: { name: [{ prefix: { 'equals-ignore-case': 'houses' } }] } }, true],
    ['suffix', { detail: { name: [{ suffix: '.csv' }] } }, false],
    ['suffix whatever its case', { detail: { name: [{ suffix: { 'equals-ignore-case': '.csv' } }] } }, true],
    ['anything-but', { source: [{ 'anything-but': ['aws.s3'] }] }, false],
    ['anything-but of a prefix', { source: [{ 'anything-but': { prefix: 'my.' } }] }, true],
    ['numeric', { detail: { size: [{ numeric: ['>', 40, '<=', 42] }] } }, true],
    ['exists', { detail: { nothing: [{ exists: false }] } }, true],
    ['exists within what is not there', { other: { nothing: [{ exists: false }] } }, true],
    ['cidr', { detail: { ip: [{ cidr: '10.0.0.0/24' }] } }, true],
    ['wildcard', { detail: { name: [{ wildcard: 'H*s.C*' }] } }, true],
    ['wildcard with a dot that is one', { detail: { name: [{ wildcard: 'Houses?CSV' }] } }, false],
    ['equals-ignore-case', { detail: { name: [{ 'equals-ignore-case': 'houses.csv' }] } }, true],
    ['$or', { $or: [{ source: ['x'] }, { detail: { flag: [true] } }] }, true],
    ['a field in a list of objects', { detail: { items: { kind: ['y'] } } }, true],
    ['all fields together', { source: ['aws.s3'], detail: { flag: [false] } }, false],
  ])('with %s', (_what, pattern, expected) => {
    expect(compilePattern(pattern)(EVENT)).toBe(expected);
  });

  it.each<[object, RegExp]>([
    [{}, /Empty patterns/],
    [{ source: 'aws.s3' }, /must be an object or an array/],
    [{ source: [] }, /Empty arrays/],
    [{ source: [{ nonsense: 1 }] }, /Unrecognized match type nonsense/],
    [{ detail: { size: [{ numeric: ['~', 1] }] } }, /Unrecognized numeric range operator/],
    [{ detail: { ip: [{ cidr: 'here' }] } }, /Malformed CIDR/],
    [{ detail: { name: [{ wildcard: 'a**b' }] } }, /Consecutive wildcard/],
  ])('refuses %o', (pattern, words) => {
    expect(() => compilePattern(pattern)).toThrow(words);
  });
});
