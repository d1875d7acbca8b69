import { createHash } from 'node:crypto';
import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import { invalidParameter } from './errors.ts';

/** An attribute of a message as it is kept: binary values in base64. */
export interface MessageAttribute {
  readonly type: string;
  readonly text?: string;
  readonly binary?: string;
}

/** Attributes as they are kept. @throws AwsError for a type that none has */
export function keptAttributes(given: Readonly<Record<string, MessageAttributeValue>> = {}): Record<string, MessageAttribute> {
  const count = Object.keys(given).length;
  if (count > 10) throw invalidParameter(`Number of message attributes [${count}] exceeds the allowed maximum [10].`);
  return Object.fromEntries(
    Object.entries(given).map(([name, { DataType: type = '', StringValue: text, BinaryValue }]) => {
      if (!/^(?:String|Number|Binary)(?:\..{1,256})?$/u.test(type))
        throw invalidParameter(
          `The type of message (user) attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`,
        );
      if (text === undefined && BinaryValue === undefined)
        throw invalidParameter(`The message (user) attribute '${name}' must contain a non-empty value of type '${type}'.`);
      const binary = BinaryValue === undefined ? {} : { binary: Buffer.from(BinaryValue).toString('base64') };
      return [name, { type, ...(text === undefined ? {} : { text }), ...binary }];
    }),
  );
}

/** Attributes as they are sent. */
export function wireAttributes(kept: Readonly<Record<string, MessageAttribute>>): Record<string, MessageAttributeValue> {
  return Object.fromEntries(
    Object.entries(kept).map(([name, { type, text, binary }]) => [
      name,
      { DataType: type, ...(binary === undefined ? { StringValue: text } : { BinaryValue: Buffer.from(binary, 'base64') }) },
    ]),
  );
}

/** The hash by which clients check a body. */
export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

/**
 * The hash by which clients check attributes; undefined where there are none.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
 */
export function attributesMd5(kept: Readonly<Record<string, MessageAttribute>>): string | undefined {
  const names = Object.keys(kept).sort();
  if (names.length === 0) return undefined;
  const hash = createHash('md5');
  const put = (bytes: Buffer): void => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.byteLength);
    hash.update(length).update(bytes);
  };
  for (const name of names) {
    const { type, text = '', binary } = kept[name] as MessageAttribute;
    put(Buffer.from(name));
    put(Buffer.from(type));
    hash.update(Buffer.from([binary === undefined ? 1 : 2]));
    put(binary === undefined ? Buffer.from(text) : Buffer.from(binary, 'base64'));
  }
  return hash.digest('hex');
}
