import { AwsError } from '../../core/aws-error.ts';

/** A block of addresses, as numbers. */
export interface Block {
  readonly start: number;
  readonly size: number;
}

/** Reads `10.0.0.0/16`. @throws AwsError for a text that is not such a block */
export function parseBlock(text: string, what: 'vpc' | 'subnet'): Block {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/u.exec(text);
  const octets = match?.slice(1, 5).map(Number) ?? [];
  const prefix = Number(match?.[5]);
  if (match === null || octets.some((octet) => octet > 255))
    throw new AwsError({
      code: 'InvalidParameterValue',
      message: `Value (${text}) for parameter cidrBlock is invalid. This is not a valid CIDR block.`,
    });
  if (prefix < 16 || prefix > 28)
    throw new AwsError({
      code: what === 'vpc' ? 'InvalidVpc.Range' : 'InvalidSubnet.Range',
      message: `The CIDR '${text}' is invalid.`,
    });
  const size = 2 ** (32 - prefix);
  const address = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  if (address % size !== 0)
    throw new AwsError({
      code: 'InvalidParameterValue',
      message: `Value (${text}) for parameter cidrBlock is invalid. This is not a valid CIDR block.`,
    });
  return { start: address, size };
}

/** True where `inner` lies in `outer`. */
export function contains(outer: Block, inner: Block): boolean {
  return inner.start >= outer.start && inner.start + inner.size <= outer.start + outer.size;
}

/** True where two blocks share addresses. */
export function overlaps(one: Block, other: Block): boolean {
  return one.start < other.start + other.size && other.start < one.start + one.size;
}
