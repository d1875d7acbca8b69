import { describe, expect, it } from 'vitest';
import { shapeOf } from './shape.ts';

describe('the shape of an answer', () => {
  it('is its members in order, with what kind of value each has', () => {
    expect(shapeOf({ Name: 'a', At: new Date(0), $metadata: {}, Gone: undefined, Count: 1 })).toEqual({
      At: 'timestamp',
      Count: 'number',
      Name: 'string',
    });
  });

  it('has for a list what its items have', () => {
    expect(shapeOf([{ a: 1 }, { b: 'x' }])).toEqual([{ a: 'number', b: 'string' }]);
    expect(shapeOf([])).toEqual([]);
  });
});
