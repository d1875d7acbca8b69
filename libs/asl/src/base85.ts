/**
 * Bytes in base 85, as a template carries them: five characters for four bytes, from `(` on, the backslash as `~`. A fifth more than the bytes,
 * where base64 takes a third, and no character that JSON or YAML must escape.
 */

/** Writes bytes in base 85; zeros fill the last group. */
export function encodeBase85(bytes: Uint8Array): string {
  const padded = new Uint8Array(Math.ceil(bytes.length / 4) * 4);
  padded.set(bytes);
  const view = new DataView(padded.buffer);
  let text = '';
  for (let at = 0; at < padded.length; at += 4) {
    let value = view.getUint32(at);
    let group = '';
    for (let digit = 0; digit < 5; digit += 1) {
      group = String.fromCharCode((value % 85) + 40) + group;
      value = Math.floor(value / 85);
    }
    text += group;
  }
  return text.replaceAll('\\', '~');
}

/** Reads bytes written in base 85. Up to three zeros are added at the end. */
export function decodeBase85(text: string): Uint8Array {
  const view = new DataView(new ArrayBuffer((text.length / 5) * 4));
  for (let group = 0; group < text.length; group += 5) {
    let value = 0;
    for (const digit of text.slice(group, group + 5)) value = value * 85 + (digit === '~' ? 92 : digit.charCodeAt(0)) - 40;
    view.setUint32((group / 5) * 4, value);
  }
  return new Uint8Array(view.buffer);
}
