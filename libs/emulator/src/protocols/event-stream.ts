import { crc32 } from 'node:zlib';
import { type ApiModel, membersOf, type Shape, type ShapeReference, shapeOf } from '../core/api-model.ts';
import { AwsError } from '../core/aws-error.ts';
import { structureToJson } from './json-shapes.ts';

/**
 * Writes the events of an operation's answer as messages of `application/vnd.amazon.eventstream`: each event is an object with one
 * member of the stream's union, e.g. `{ PayloadPart: { Bytes } }`.
 *
 * @see https://smithy.io/2.0/aws/amazon-eventstream.html
 */
export async function* eventStream(
  model: ApiModel,
  union: Shape,
  events: AsyncIterable<Record<string, unknown>>,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const event of events) {
      const [name, value] = Object.entries(event)[0] ?? [];
      const member = name === undefined ? undefined : union.members?.[name];
      if (name !== undefined && member !== undefined) yield eventMessage(model, name, member, value as Record<string, unknown>);
    }
  } catch (error) {
    // The answer has begun, so an error travels as an event too.
    const { code, message } =
      error instanceof AwsError ? error : { code: 'InternalFailure', message: 'The stream ended by an error of the server' };
    yield encodeMessage(
      { ':message-type': 'exception', ':exception-type': code, ':content-type': 'application/json' },
      Buffer.from(JSON.stringify({ message })),
    );
  }
}

function eventMessage(model: ApiModel, name: string, reference: ShapeReference, value: Record<string, unknown>): Uint8Array {
  const shape = shapeOf(model, reference);
  const payload = membersOf(shape).find(([, { eventpayload }]) => eventpayload === true);
  const isBlob = payload !== undefined && shapeOf(model, payload[1]).type === 'blob';
  const body = isBlob
    ? ((value[payload[0]] ?? new Uint8Array()) as Uint8Array)
    : Buffer.from(JSON.stringify(structureToJson(model, shape, value)));
  return encodeMessage(
    { ':message-type': 'event', ':event-type': name, ':content-type': isBlob ? 'application/octet-stream' : 'application/json' },
    body,
  );
}

function encodeMessage(headers: Record<string, string>, payload: Uint8Array): Uint8Array {
  const encoded = Buffer.concat(
    Object.entries(headers).map(([name, value]) => {
      const text = Buffer.from(value);
      const length = Buffer.alloc(3);
      // 7 says that the value is a string.
      length.writeUInt8(7, 0);
      length.writeUInt16BE(text.length, 1);
      return Buffer.concat([Buffer.from([name.length]), Buffer.from(name), length, text]);
    }),
  );
  const total = 12 + encoded.length + payload.length + 4;
  const message = Buffer.alloc(total);
  message.writeUInt32BE(total, 0);
  message.writeUInt32BE(encoded.length, 4);
  message.writeUInt32BE(crc32(message.subarray(0, 8)), 8);
  encoded.copy(message, 12);
  message.set(payload, 12 + encoded.length);
  message.writeUInt32BE(crc32(message.subarray(0, total - 4)), total - 4);
  return message;
}
