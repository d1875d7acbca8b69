/** Reads bytes written in base 85 as the CDK app writes them: five characters for four bytes, from `(` on, the backslash as `~`. */
export function decodeBase85(text: string): Buffer {
  const bytes = Buffer.alloc((text.length / 5) * 4);
  for (let group = 0; group < text.length; group += 5) {
    const digits = [...text.slice(group, group + 5)].map((digit) => (digit === '~' ? '\\' : digit).charCodeAt(0) - 40);
    bytes.writeUInt32BE(
      digits.reduce((value, digit) => value * 85 + digit, 0),
      (group / 5) * 4,
    );
  }
  return bytes;
}
