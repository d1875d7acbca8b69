import { randomBytes } from 'node:crypto';
import type { OperationHandler } from '../../../core/service.ts';

/**
 * Generates random bytes.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateRandom.html
 */
export function generateRandom(): OperationHandler<{ NumberOfBytes?: number }, object> {
  return ({ NumberOfBytes = 32 }) => ({ Plaintext: randomBytes(NumberOfBytes) });
}
