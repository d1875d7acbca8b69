/**
 * Bytes as one large number in base 92, as a template carries them: the digits are the printable ASCII characters from `#` to `~`, with `!` in
 * place of the backslash. It takes 1.227 characters per byte, where base64 takes 1.333, and no character that JSON or YAML must escape.
 */

/** Writes bytes in base 92. */
export function encodeBase92(bytes: Uint8Array): string {
  // The leading 1 keeps the zeros at the start.
  let number = BigInt(`0x1${Buffer.from(bytes).toString('hex')}`);
  const digits: number[] = [];
  for (; number > 0n; number /= 92n) digits.unshift(Number(number % 92n) + 35);
  return String.fromCharCode(...digits).replaceAll('\\', '!');
}

/**
 * Reads bytes that `encodeBase92` has written.
 *
 * @example
 * decodeBase92(encodeBase92(Buffer.from('text'))).toString(); // 'text'
 */
export function decodeBase92(text: string): Buffer {
  let number = 0n;
  for (const digit of text) number = number * 92n + BigInt((digit === '!' ? 92 : digit.charCodeAt(0)) - 35);
  return Buffer.from(number.toString(16).slice(1), 'hex');
}
