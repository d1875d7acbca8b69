import { describe, expect, it } from 'vitest';
import { isJsonata, jsonata } from './jsonata.ts';

describe('jsonata', () => {
  it('marks an expression as such', () => {
    expect(jsonata('$states.input.price')).toBe('{% $states.input.price %}');
    expect(isJsonata(jsonata('1'))).toBe(true);
  });

  it.each([
    ['( $a := 1;\n  $b := $a + 2;\n  $b >= 3 ? "yes" : "no" )', '($a:=1;$b:=$a+2;$b>=3?"yes":"no")'],
    ['function($x, $y) { $x and $y or $not($x) }', 'function($x,$y){$x and $y or $not($x)}'],
    ["$k in ['a', 'b'] and $k != 'c'", "$k in ['a','b'] and $k!='c'"],
    ['$a - $b - -1', '$a - $b - -1'],
    ['$a  -  1', '$a - 1'],
    ['[$x, [1, 2][0]]', '[$x,[1,2][0]]'],
  ])('takes the blanks out of %j that mean nothing', (expression, short) => {
    expect(jsonata(expression)).toBe(`{% ${short} %}`);
  });

  it.each([
    ["'a ? b : c, ( d )' & 'it\\'s  so'", "'a ? b : c, ( d )'&'it\\'s  so'"],
    ['$x."a  b" = "c , d"', '$x."a  b"="c , d"'],
    ['`a , b` & 1', '`a , b`&1'],
    ['$contains($x, /a , "b ( c/i) ? 1 : 2', '$contains($x,/a , "b ( c/i)?1:2'],
    ["$replace($x, /' , \\/ '/, ' , ')", "$replace($x,/' , \\/ '/,' , ')"],
  ])('leaves texts, names and patterns in %j as they are', (expression, short) => {
    expect(jsonata(expression)).toBe(`{% ${short} %}`);
  });
});

describe('isJsonata', () => {
  it.each([
    ['{% 1 %}', true],
    ['{%1%}', true],
    [' {% 1 %}', false],
    ['{% 1 %} ', false],
    ['text', false],
    [1, false],
    [undefined, false],
  ])('says of %j: %j', (value, expected) => {
    expect(isJsonata(value)).toBe(expected);
  });
});
