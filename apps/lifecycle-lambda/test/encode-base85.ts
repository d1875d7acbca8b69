/** Base 85 as the template has it: the slow way, digit by digit of one big number a group. */
export function encodeBase85(bytes: Uint8Array): string {
  const groups = Array.from({ length: Math.ceil(bytes.length / 4) }, (_, index) => bytes.subarray(index * 4, index * 4 + 4));
  return groups
    .map((group) => {
      const value = Array.from({ length: 4 }, (_, at) => (group[at] ?? 0) * 256 ** (3 - at)).reduce((sum, byte) => sum + byte);
      return Array.from({ length: 5 }, (_, at) => Math.floor(value / 85 ** (4 - at)) % 85)
        .map((digit) => (digit === 52 ? '~' : String.fromCharCode(40 + digit)))
        .join('');
    })
    .join('');
}
