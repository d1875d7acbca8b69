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
    ['exists within a missing field', { other: { nothing: [{ exists: false }] } }, true],
    ['cidr', { detail: { ip: [{ cidr: '10.0.0.0/24' }] } }, true],
    ['wildcard', { detail: { name: [{ wildcard: 'H*s.C*' }] } }, true],
    ['wildcard with a dot that is one', { detail: { name: [{ wildcard: 'Houses?CSV' }] } }, false],
    ['equals-ignore-case', { detail: { name: [{ 'equals-ignore-case': 'houses.csv' }] } }, true],
    ['$or', { $or: [{ source: ['x'] }, { detail: { flag: [true] } }] }, true],
    ['a field in a list of objects', { detail: { items: { kind: ['y'] } } }, true],
    ['all fields together', { source: ['aws.s3'], detail: { flag: [false] } }, false],
    ['prefix, of a number', { detail: { size: [{ prefix: '4' }] } }, false],
    ['wildcard, of a number', { detail: { size: [{ wildcard: '4*' }] } }, false],
    ['wildcard with an asterisk that is one', { detail: { name: [{ wildcard: 'Houses\\*CSV' }] } }, false],
    ['equals-ignore-case, of a number', { detail: { size: [{ 'equals-ignore-case': '42' }] } }, false],
    ['numeric, of a text', { source: [{ numeric: ['=', 42] }] }, false],
    ['numeric from below', { detail: { size: [{ numeric: ['<', 42] }] } }, false],
    ['numeric with both ends', { detail: { size: [{ numeric: ['>=', 42, '<', 43] }] } }, true],
    ['numeric equality', { detail: { size: [{ numeric: ['=', 42] }] } }, true],
    ['anything-but of a number', { detail: { size: [{ 'anything-but': [42, 43] }] } }, false],
    ['anything-but of several suffixes', { detail: { name: [{ 'anything-but': { suffix: ['.csv', '.CSV'] } }] } }, false],
    ['anything-but of a text', { source: [{ 'anything-but': 'aws.s3' }] }, false],
    ['cidr, of another network', { detail: { ip: [{ cidr: '10.0.1.0/24' }] } }, false],
    ['cidr, of a text that is not an address', { detail: { name: [{ cidr: '10.0.0.0/24' }] } }, false],
    ['cidr of IPv6, of an IPv4 address', { detail: { ip: [{ cidr: '2001:db8::/32' }] } }, false],
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
    [[], /Filter is not an object/],
    [{ detail: {} }, /"detail" must not be an empty object/],
    [{ $or: [{ source: ['x'] }] }, /\$or must have at least two alternatives/],
    [{ source: [['aws.s3']] }, /Nested arrays are not allowed/],
    [{ source: [{ prefix: 'a', suffix: 'b' }] }, /Only one key allowed in match expression/],
    [{ source: [{}] }, /Only one key allowed in match expression/],
    [{ source: [{ exists: 'yes' }] }, /exists match pattern must be either true or false/],
    [{ source: [{ prefix: 1 }] }, /prefix match pattern must be a string/],
    [{ source: [{ suffix: ['a'] }] }, /suffix match pattern must be a string/],
    [{ source: [{ 'equals-ignore-case': 1 }] }, /equals-ignore-case match pattern must be a string/],
    [{ source: [{ wildcard: 1 }] }, /wildcard match pattern must be a string/],
    [{ source: [{ 'anything-but': { numeric: ['=', 1] } }] }, /Unsupported anything-but pattern: numeric/],
    [{ source: [{ 'anything-but': {} }] }, /Unsupported anything-but pattern/],
    [{ source: [{ 'anything-but': [] }] }, /Value of anything-but must be an array or single string\/number value/],
    [{ source: [{ 'anything-but': [true] }] }, /Value of anything-but must be an array or single string\/number value/],
    [{ detail: { size: [{ numeric: ['>'] }] } }, /Value of numeric must be an array of operators and numbers/],
    [{ detail: { size: [{ numeric: 1 }] } }, /Value of numeric must be an array of operators and numbers/],
    [{ detail: { size: [{ numeric: ['>', '1'] }] } }, /Value of > must be numeric/],
  ])('refuses %o', (pattern, words) => {
    expect(() => compilePattern(pattern)).toThrow(words);
  });
});
