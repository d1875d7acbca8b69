import { randomInt } from 'node:crypto';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const RANDOM_LENGTH = 12;

/**
 * A name of CloudFormation's making: stack, logical id, random letters; cut where the service allows less.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-name.html
 */
export function physicalName(
  stackName: string,
  logicalId: string,
  { maximumLength = 64, lowerCase = false }: { readonly maximumLength?: number; readonly lowerCase?: boolean } = {},
): string {
  const random = Array.from({ length: RANDOM_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  const room = maximumLength - RANDOM_LENGTH - 2;
  const logical = logicalId.slice(0, Math.max(room - stackName.length, Math.floor(room / 2)));
  const stack = stackName.slice(0, room - logical.length);
  const name = `${stack}-${logical}-${random}`;
  return lowerCase ? name.toLowerCase() : name;
}
