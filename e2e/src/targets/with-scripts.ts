import { createHash } from 'node:crypto';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';

/**
 * The core stack's template with other scripts in it, in a place of their own, as `nx synth infra` makes it of other sources.
 *
 * @param scripts texts by file name; a script that is not named stays as it is
 */
export function withScripts(templateBody: string, scripts: Readonly<Record<string, string>>): string {
  const template = JSON.parse(templateBody) as { Resources: { Files: { Properties: { Files: string } } } };
  const { Properties } = template.Resources.Files;
  const files = JSON.parse(brotliDecompressSync(decodeBase85(Properties.Files)).toString()) as Record<string, string>;
  const [before = ''] = Object.keys(files).flatMap((key) => /^code\/[0-9a-f]{12}/.exec(key) ?? []);
  const after = `code/${createHash('sha256').update(JSON.stringify(scripts)).digest('hex').slice(0, 12)}`;
  const changed = Object.entries(files).map(([key, text]) => {
    const name = key.startsWith(`${before}/`) ? key.slice(before.length + 1) : undefined;
    return name === undefined ? [key, text] : [`${after}/${name}`, scripts[name] ?? text];
  });
  Properties.Files = encodeBase85(brotliCompressSync(JSON.stringify(Object.fromEntries(changed))));
  return JSON.stringify(template).replaceAll(before, after);
}

/** As the template carries bytes: five characters for four bytes, from `(` on, the backslash as `~`; zeros fill the last group. */
function encodeBase85(bytes: Buffer): string {
  const padded = Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
  const groups = Array.from({ length: padded.length / 4 }, (_, index) => padded.readUInt32BE(index * 4));
  const digits = groups.flatMap((value) => [4, 3, 2, 1, 0].map((power) => Math.floor(value / 85 ** power) % 85));
  return digits
    .map((digit) => String.fromCharCode(digit + 40))
    .join('')
    .replaceAll('\\', '~');
}

function decodeBase85(text: string): Buffer {
  const groups = text.replaceAll('~', '\\').match(/.{5}/gs) ?? [];
  const decoded = Buffer.alloc(groups.length * 4);
  for (const [index, group] of groups.entries())
    decoded.writeUInt32BE(
      [...group].reduce((value, digit) => value * 85 + digit.charCodeAt(0) - 40, 0),
      index * 4,
    );
  return decoded;
}
