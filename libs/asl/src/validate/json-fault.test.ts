import { describe, expect, it } from 'vitest';
import { jsonFault } from './json-fault.ts';

const VALUES = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

/** What is said of a text, and behind how many of its characters. */
function faultOf(text: string): readonly [string | undefined, number] {
  const { message = '', location = '' } = jsonFault(text) ?? {};
  return [message.split('\n at ')[0], Number(/column: (\d+)\]$/.exec(location)?.[1]) - 1];
}

describe('jsonFault', () => {
  it.each(['1', '{"a": [1.5e3, -0, "\\u00e9\\n", true, null]}', ' [] '])('has nothing to say of %s', (text) => {
    expect(jsonFault(text)).toBeUndefined();
  });

  it.each([
    ['yes', `Unrecognized token 'yes': was expecting ${VALUES}`, 3],
    ['[nul]', `Unrecognized token 'nul': was expecting ${VALUES}`, 4],
    ['[truest]', `Unrecognized token 'truest': was expecting ${VALUES}`, 7],
    ["{'a': 1}", "Unexpected character (''' (code 39)): was expecting double-quote to start field name", 2],
    ['{"a": 1,}', "Unexpected character ('}' (code 125)): was expecting double-quote to start field name", 9],
    ['{"a" 1}', "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value", 6],
    ['{"a": 1 "b": 2}', `Unexpected character ('"' (code 34)): was expecting comma to separate Object entries`, 9],
    ['[1 2]', "Unexpected character ('2' (code 50)): was expecting comma to separate Array entries", 4],
    ['{"a": }', "Unexpected character ('}' (code 125)): expected a value", 7],
    ['[1,]', `Unexpected character (']' (code 93)): expected a valid value ${VALUES}`, 4],
    ['"a" "b"', 'Trailing token found after value', 7],
    ['“a”', `Unexpected character ('“' (code 8220 / 0x201c)): expected a valid value ${VALUES}`, 1],
    ['\x00', `Unexpected character ((CTRL-CHAR, code 0)): expected a valid value ${VALUES}`, 1],
    ['[[], {}, "\\u00e9", tru]', `Unrecognized token 'tru': was expecting ${VALUES}`, 22],
    ['[1.5, -2, 3e4, true, "\\n" 5]', "Unexpected character ('5' (code 53)): was expecting comma to separate Array entries", 27],
    ['{"a": {}, "b": [] "c"}', `Unexpected character ('"' (code 34)): was expecting comma to separate Object entries`, 19],
  ])('says what %s lacks', (text, reason, at) => {
    expect(faultOf(text)).toEqual([reason, at]);
  });

  it.each([
    [
      '{"a": [1',
      'Unexpected end-of-input: expected close marker for Array (start marker at [Source: (String)"{"a": [1"; line: 1, column: 7])',
    ],
    ['{"a"', 'Unexpected end-of-input within/between Object entries'],
    ['{"a":', 'Unexpected end-of-input within/between Object entries'],
    ['[1,', 'Unexpected end-of-input within/between Array entries'],
    ['{"a', 'Unexpected end-of-input in field name'],
    ['"a', 'Unexpected end-of-input: was expecting closing quote for a string value'],
    ['"\\', 'Unexpected end-of-input in character escape sequence'],
    ['"\\u00', 'Unexpected end-of-input in character escape sequence'],
    ['-', 'Unexpected end-of-input in a Number value'],
    [' ', 'No content to map due to end-of-input'],
  ])('says that %s ends too early', (text, reason) => {
    expect(faultOf(text)).toEqual([reason, text.length]);
  });

  it.each([
    ['"\\x"', "Unrecognized character escape 'x' (code 120)", 3],
    ['"\\u00g0"', "Unexpected character ('g' (code 103)): expected a hex-digit for character escape sequence", 6],
    [
      '"a\tb"',
      'Illegal unquoted character ((CTRL-CHAR, code 9)): has to be escaped using backslash to be included in string value',
      3,
    ],
    [
      '{"\t": 1}',
      'Illegal unquoted character ((CTRL-CHAR, code 9)): has to be escaped using backslash to be included in name',
      3,
    ],
    ['[01]', 'Invalid numeric value: Leading zeroes not allowed', 2],
    ['[1.]', "Unexpected character (']' (code 93)) in numeric value: Decimal point not followed by a digit", 4],
    ['[1e+]', "Unexpected character (']' (code 93)) in numeric value: Exponent indicator not followed by a digit", 5],
    [
      '[-a]',
      "Unexpected character ('a' (code 97)) in numeric value: expected digit (0-9) to follow minus sign, for valid numeric value",
      3,
    ],
    ['1.', 'Unexpected character ((CTRL-CHAR, code 0)) in numeric value: Decimal point not followed by a digit', 2],
    ['1x', "Unexpected character ('x' (code 120)): Expected space separating root-level values", 2],
  ])('reads strings and numbers such as %s closely', (text, reason, at) => {
    expect(faultOf(text)).toEqual([reason, at]);
  });

  it('says which bracket does not match which', () => {
    expect(faultOf('{"a": 1]')[0]).toBe(
      `Unexpected close marker ']': expected '}' (for Object starting at [Source: (String)"{"a": 1]"; line: 1, column: 1])`,
    );
    expect(faultOf(']')[0]).toMatch(/^Unexpected close marker ']': expected '}' \(for root starting at /);
  });

  it('counts lines, shows the first 500 characters, and says what it was given', () => {
    const text = `{\n  "a": b\n${' '.repeat(600)}`;
    const { location } = jsonFault(text, 'byte[]') ?? {};

    expect(location).toBe(`[Source: (byte[])"${text.slice(0, 500)}"[truncated ${text.length - 500} chars]; line: 2, column: 9]`);
    expect(jsonFault('\x01')?.location).toBe('[Source: (String)"\\u0001"; line: 1, column: 2]');
  });

  it.each([
    ['}', "Unexpected close marker '}': expected ']' (for root starting at [Source: (String)\"}\"; line: 1, column: 0])"],
    [']', "Unexpected close marker ']': expected '}' (for root starting at [Source: (String)\"]\"; line: 1, column: 0])"],
    ['[1}', "Unexpected close marker '}': expected ']' (for Array starting at [Source: (String)\"[1}\"; line: 1, column: 1])"],
    ['{]', "Unexpected close marker ']': expected '}' (for Object starting at [Source: (String)\"{]\"; line: 1, column: 1])"],
  ])('says what %s closes that is not open', (text, reason) => {
    expect(faultOf(text)).toEqual([reason, text.length]);
  });
});
