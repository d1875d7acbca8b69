const EXTENDED = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/;

/**
 * The time that an ISO 8601 timestamp of RFC 3339's profile names, epoch milliseconds (with a fraction for smaller parts);
 * `undefined` for any other text.
 */
export function parseTimestamp(text: string): number | undefined {
  const match = EXTENDED.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', zone] = match as unknown as [string, ...string[]];
  const parts = [year, month, day, hour, minute, second].map(Number) as [number, number, number, number, number, number];
  if (parts[3] > 23 || parts[4] > 59 || parts[5] > 59) return undefined;
  const millis = Date.UTC(parts[0], parts[1] - 1, parts[2], parts[3], parts[4], parts[5]);
  const date = new Date(millis);
  if (date.getUTCMonth() !== parts[1] - 1 || date.getUTCDate() !== parts[2]) return undefined;
  return millis + Number(`0.${fraction || '0'}`) * 1000 - offsetMillis(zone as string);
}

function offsetMillis(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** A time as the context object writes it: `2026-01-31T12:00:00.000Z`. */
export function formatTimestamp(epochMillis: number): string {
  return new Date(epochMillis).toISOString();
}
