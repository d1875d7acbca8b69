/** The UTF-8 bytes of a text; a lone surrogate becomes U+FFFD. */
export function utf8Encode(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    let point = character.codePointAt(0) as number;
    if (point >= 0xd800 && point <= 0xdfff) point = 0xfffd;
    if (point < 0x80) bytes.push(point);
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 0x3f));
    else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f));
    else bytes.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 0x3f), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f));
  }
  return Uint8Array.from(bytes);
}

/** The text that UTF-8 bytes stand for; bytes that are not UTF-8 become U+FFFD, one for each beginning of a character that breaks off. */
export function utf8Decode(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i] as number;
    const more = continuationBytes(first);
    let point = more < 1 ? first : first & (0x3f >> more);
    let taken = 1;
    while (taken <= more && continues(first, taken, bytes[i + taken])) {
      point = (point << 6) | ((bytes[i + taken] as number) & 0x3f);
      taken += 1;
    }
    text += taken === more + 1 ? String.fromCodePoint(point) : '\ufffd';
    i += taken;
  }
  return text;
}

/** Returns the number of bytes after the first one of a character; -1 for a byte that begins none. */
function continuationBytes(first: number): number {
  if (first < 0x80) return 0;
  if (first < 0xc2 || first > 0xf4) return -1;
  return first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
}

/** Bounds of the second byte behind some first ones: a byte outside has a shorter form, or is not a character. */
const SECOND: ReadonlyMap<number, readonly [number, number]> = new Map([
  [0xe0, [0xa0, 0xbf]],
  [0xed, [0x80, 0x9f]],
  [0xf0, [0x90, 0xbf]],
  [0xf4, [0x80, 0x8f]],
]);

function continues(first: number, index: number, next: number | undefined): boolean {
  const [min, max] = (index === 1 ? SECOND.get(first) : undefined) ?? [0x80, 0xbf];
  return next !== undefined && next >= min && next <= max;
}

/** Returns the length of a text in bytes of UTF-8. */
export function utf8Length(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    if (unit < 0x800) length += 1;
    else if (unit >= 0xd800 && unit <= 0xdbff && i + 1 < text.length) {
      length += 2;
      i += 1;
    } else length += 2;
  }
  return length;
}
