/**
 * Writes bytes in base 85, as the lifecycle function reads them: five characters for four bytes, from `(` on, the backslash as `~`. A fifth
 * more than the bytes, where base64 takes a third, and no character that JSON or YAML must escape. Zeros fill the last group.
 */
export function encodeBase85(bytes: Uint8Array): string {
  const padded = Buffer.alloc(Math.ceil(bytes.length / 4) * 4);
  padded.set(bytes);
  let text = '';
  for (let at = 0; at < padded.length; at += 4) {
    let value = padded.readUInt32BE(at);
    let group = '';
    for (let digit = 0; digit < 5; digit += 1) {
      group = String.fromCharCode((value % 85) + 40) + group;
      value = Math.floor(value / 85);
    }
    text += group;
  }
  return text.replaceAll('\\', '~');
}
