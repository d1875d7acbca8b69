/** Reads what the template carries in base 85, to its last whole group; Brotli ends before the zeros that fill it. */
export function decodeBase85(text: string): Buffer {
  const groups = text.match(/.{5}/gs) ?? [];
  const values = groups.map((group) =>
    [...group.replaceAll('~', '\\')].reduce((value, digit) => value * 85 + digit.charCodeAt(0) - 40, 0),
  );
  return Buffer.concat(values.map((value) => Buffer.from(value.toString(16).padStart(8, '0'), 'hex')));
}
