import { expect, it } from 'vitest';
import { type Json, jsonTypeOf } from './json.ts';

it("jsonTypeOf has JSON's own words", () => {
  const values: Json[] = [null, true, 1, 'a', [], {}];

  expect(values.map(jsonTypeOf)).toEqual(['null', 'boolean', 'number', 'string', 'array', 'object']);
});
