import { createHash } from 'node:crypto';
import { AwsChunkedDecoder } from '../../http/aws-chunked.ts';
import { type Crc, createCrc32, createCrc32c, createCrc64Nvme } from './crc.ts';
import { badDigest, invalidRequest } from './errors.ts';

/** The algorithms that S3 offers and that are served here. */
export type ChecksumAlgorithm = 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256';

const ALGORITHMS: readonly ChecksumAlgorithm[] = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'];

/** A checksum as it is kept and returned: base64, for parts put together with `-<number of parts>`. */
export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly value: string;
  readonly type: 'FULL_OBJECT' | 'COMPOSITE';
}

/** Members of an input for checksums. */
export interface ChecksumInput {
  readonly ChecksumAlgorithm?: string | undefined;
  readonly ChecksumCRC32?: string | undefined;
  readonly ChecksumCRC32C?: string | undefined;
  readonly ChecksumCRC64NVME?: string | undefined;
  readonly ChecksumSHA1?: string | undefined;
  readonly ChecksumSHA256?: string | undefined;
}

/** Checksum to compute, with the client's value. */
export interface ExpectedChecksum {
  readonly algorithm: ChecksumAlgorithm;
  /** The value from the request; undefined where it comes in a trailer, or not at all. */
  readonly value: string | undefined;
}

/**
 * Checksum values of the client. Without a value of the client S3 computes CRC64NVME.
 *
 * @throws AwsError for algorithms that are not served
 */
export function expectedChecksum(
  input: ChecksumInput,
  body: unknown,
  fallback: ChecksumAlgorithm = 'CRC64NVME',
): ExpectedChecksum {
  const given = ALGORITHMS.filter((algorithm) => input[`Checksum${algorithm}`] !== undefined);
  if (given.length > 1)
    throw invalidRequest('Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.');
  const algorithm = given[0];
  if (algorithm !== undefined) return { algorithm, value: input[`Checksum${algorithm}`] };
  const announced = body instanceof AwsChunkedDecoder ? /x-amz-checksum-(\w+)/iu.exec(body.announced)?.[1] : undefined;
  return { algorithm: algorithmOf(announced ?? input.ChecksumAlgorithm) ?? fallback, value: undefined };
}

/** The algorithm of that name. @throws AwsError where S3 or this emulator has none such */
export function algorithmOf(name: string | undefined): ChecksumAlgorithm | undefined {
  if (name === undefined) return undefined;
  const algorithm = ALGORITHMS.find((candidate) => candidate === name.toUpperCase());
  if (algorithm === undefined)
    throw invalidRequest(
      `Checksum algorithm provided is unsupported. Please try again with any of the valid types: [${ALGORITHMS.join(', ')}]`,
    );
  return algorithm;
}

/** A running checksum. */
export function createChecksum(algorithm: ChecksumAlgorithm): Crc {
  switch (algorithm) {
    case 'CRC32':
      return createCrc32();
    case 'CRC32C':
      return createCrc32c();
    case 'CRC64NVME':
      return createCrc64Nvme();
    case 'SHA1':
    case 'SHA256': {
      const hash = createHash(algorithm.toLowerCase());
      return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest() };
    }
  }
}

/** Compares what was computed with the request's header or, once the body has ended, its trailer. @throws AwsError `BadDigest` */
export function verifyChecksum({ algorithm, value }: ExpectedChecksum, computed: string, body: unknown): void {
  const trailer = body instanceof AwsChunkedDecoder ? body.trailers[`x-amz-checksum-${algorithm.toLowerCase()}`] : undefined;
  const claimed = value ?? trailer;
  if (claimed !== undefined && claimed !== computed) throw badDigest(algorithm);
}

/** A checksum as the members of an output. */
export function checksumMembers(checksum: Checksum | undefined): Record<string, string> {
  return checksum === undefined ? {} : { [`Checksum${checksum.algorithm}`]: checksum.value, ChecksumType: checksum.type };
}
