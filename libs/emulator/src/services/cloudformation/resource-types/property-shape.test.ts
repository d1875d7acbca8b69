import { describe, expect, it } from 'vitest';
import { coerceProperties, propertiesNotServed } from './property-shape.ts';

const SHAPE = {
  Count: 'integer',
  Flag: 'boolean',
  Name: 'string',
  Tags: [{ Key: 'string' }],
  Map: { '*': 'string' },
  Other: 'notServed',
} as const;

describe('coerceProperties', () => {
  it('turns scalars into what the API takes', () => {
    expect(coerceProperties({ Count: '3', Flag: 'true', Name: 7, Tags: [{ Key: true }], Map: { a: 1 } }, SHAPE, [])).toEqual({
      Count: 3,
      Flag: true,
      Name: '7',
      Tags: [{ Key: 'true' }],
      Map: { a: '1' },
    });
  });

  it.each([
    [{ Nonsense: 1 }, 'Encountered unsupported property Nonsense'],
    [{ Tags: [{ Keys: 'a' }] }, '#/Tags/0: extraneous key [Keys] is not permitted'],
    [{ Count: 'x' }, '#/Count: expected type: Integer, found: String'],
    [{ Tags: {} }, '#/Tags: expected type: JSONArray, found: JSONObject'],
    [{}, '#: required key [Name] not found'],
  ])('refuses %j', (properties, message) => {
    expect(() => coerceProperties(properties, SHAPE, Object.keys(properties).length === 0 ? ['Name'] : [])).toThrow(message);
  });
});

describe('propertiesNotServed', () => {
  it('returns the paths, and does not look into functions', () => {
    expect(propertiesNotServed({ Other: { Ref: 'X' }, Tags: { 'Fn::If': [1] } }, SHAPE, '')).toEqual(['Other']);
  });
});
