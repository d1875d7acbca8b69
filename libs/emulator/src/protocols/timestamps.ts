import type { TimestampFormat } from '../core/api-model.ts';
import { AwsError } from '../core/aws-error.ts';

/** Reads a timestamp in whichever of AWS's formats it comes. @throws AwsError `SerializationException` */
export function parseTimestamp(value: unknown): Date {
  let date: Date;
  if (typeof value === 'number') date = new Date(Math.round(value * 1000));
  else if (typeof value === 'string' && /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/u.test(value))
    date = new Date(Math.round(Number(value) * 1000));
  else date = new Date(value instanceof Date ? value : String(value));
  if (Number.isNaN(date.getTime()))
    throw new AwsError({ code: 'SerializationException', message: `Unable to parse the timestamp ${String(value)}` });
  return date;
}

/** Writes a timestamp as text. ISO 8601 carries milliseconds, RFC 822 whole seconds. */
export function formatTimestamp(value: unknown, format: TimestampFormat): string {
  const date = toDate(value);
  if (format === 'rfc822') return date.toUTCString();
  return format === 'iso8601' ? date.toISOString() : String(date.getTime() / 1000);
}

/** Seconds since the epoch, as JSON and CBOR carry them. */
export function epochSeconds(value: unknown): number {
  return toDate(value).getTime() / 1000;
}

function toDate(value: unknown): Date {
  const date = value instanceof Date ? value : new Date(value as number | string);
  if (Number.isNaN(date.getTime())) throw new TypeError(`not a time: ${String(value)}`);
  return date;
}
