import { validationError } from './validation-error.ts';

/**
 * The first `count` subnets of an IPv4 block, each with `hostBits` bits for its hosts.
 *
 * @param hostBits @default 8
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-cidr.html
 */
export function cidrBlocks(block: string, count: number, hostBits = 8): string[] {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(block);
  const octets = match?.slice(1, 5).map(Number) ?? [];
  const prefix = Number(match?.[5]);
  const newPrefix = 32 - hostBits;
  const isValid = match !== null && octets.every((octet) => octet < 256) && prefix <= newPrefix && newPrefix <= 32;
  if (!isValid || !Number.isInteger(count) || count < 1 || count > 256 || count > 2 ** (newPrefix - prefix)) {
    throw validationError('Template error: Fn::Cidr failed: the block, the count or the number of bits is invalid');
  }
  const size = 2 ** hostBits;
  const start = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const base = start - (start % 2 ** (32 - prefix));
  return Array.from({ length: count }, (_, index) => {
    const address = base + index * size;
    const parts = [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256);
    return `${parts.join('.')}/${newPrefix}`;
  });
}
