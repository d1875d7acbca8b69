import type { HistoryEvent } from '@aws-sdk/client-sfn';

/** An event of a history without what differs from run to run: its type, and what it says. */
export interface NormalisedEvent {
  readonly type: string;
  readonly details: unknown;
}

/** Members that say when and where, not what. */
const VOLATILE =
  /^(timestamp|id|previousEventId|roleArn|inputDetails|outputDetails|assignedVariablesDetails|region|taskCredentials)$/;

/** Texts that differ from run to run, and what stands for them. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '<uuid>'],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)/g, '<time>'],
  [/\b\d+\.\d{6,}\b/g, '<number>'],
  [/\b\d{12}\b/g, '<account>'],
  [/(Extended )?Request ID: [^;,)]+/g, '$1Request ID: <id>'],
];

/** A history as it is compared. */
export function normaliseHistory(history: readonly HistoryEvent[]): NormalisedEvent[] {
  return history.map(({ type = '', ...event }) => {
    const details = Object.entries(event).find(([name]) => name.endsWith('EventDetails'))?.[1];
    return { type, details: normalise(details ?? {}) };
  });
}

/** A value as it is compared: volatile members dropped, volatile texts replaced, JSON texts as values. */
export function normalise(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normalise);
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value)
        .filter(([name, member]) => !VOLATILE.test(name) && member !== undefined)
        .map(([name, member]) => [name, normalise(member)]),
    );
  if (typeof value !== 'string') return value;
  if (/^[[{]/.test(value)) {
    try {
      return normalise(JSON.parse(value));
    } catch {
      // A text that only begins so.
    }
  }
  return PATTERNS.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), value);
}
