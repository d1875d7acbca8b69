/**
 * Reads bytes written in base 85: five characters for four bytes, from `(` on, the backslash as `~`. A fifth more than the bytes, where base64
 * takes a third, and no character that JSON or YAML must escape. Up to three bytes are added at the end.
 */
export function decodeBase85(text: string): Buffer {
  const bytes = Buffer.alloc((text.length / 5) * 4);
  for (let group = 0; group < text.length; group += 5) {
    let value = 0;
    for (const digit of text.slice(group, group + 5)) value = value * 85 + (digit === '~' ? 92 : digit.charCodeAt(0)) - 40;
    bytes.writeUInt32BE(value, (group / 5) * 4);
  }
  return bytes;
}
