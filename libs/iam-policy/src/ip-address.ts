/**
 * Bits of an IP address, in zeros and ones: 32 of version 4, 128 of version 6. Undefined where the text is not an IP address.
 *
 * A zone (`fe80::1%eth0`) is left out.
 */
export function addressBits(address: string): string | undefined {
  return bitsOfVersion4(address) ?? bitsOfVersion6(address);
}

function bitsOfVersion4(address: string): string | undefined {
  const parts = address.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/u.test(part) && Number(part) <= 255)) return undefined;
  return parts.map((part) => Number(part).toString(2).padStart(8, '0')).join('');
}

function bitsOfVersion6(address: string): string | undefined {
  const sides = address.replace(/%[\w.:-]+$/u, '').split('::');
  const [start, end] = sides.map(bitsOfGroups);
  if (sides.length === 1) return start?.length === 128 ? start : undefined;
  if (sides.length > 2 || start === undefined || end === undefined) return undefined;
  const zeros = 128 - start.length - end.length;
  // `::` stands for one group at least.
  return zeros >= 16 ? `${start}${'0'.repeat(zeros)}${end}` : undefined;
}

/** Bits of groups between colons, the last of which may be an address of version 4. Undefined where one is neither. */
function bitsOfGroups(text: string, side: number, { length }: readonly string[]): string | undefined {
  if (text === '') return '';
  const groups = text.split(':');
  const bits = groups.map((group, index) => {
    if (/^[0-9a-f]{1,4}$/iu.test(group)) return Number.parseInt(group, 16).toString(2).padStart(16, '0');
    return side === length - 1 && index === groups.length - 1 ? bitsOfVersion4(group) : undefined;
  });
  return bits.includes(undefined) ? undefined : bits.join('');
}
