/** A difference between two snapshots. */
export interface Difference {
  /** Where: `bucket.versioning`. */
  readonly path: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** Returns the differences leaf by leaf; lists of texts are compared as sets, and each text that only one has is a difference. */
export function differences(expected: unknown, actual: unknown, path = ''): readonly Difference[] {
  if (JSON.stringify(expected) === JSON.stringify(actual)) return [];
  if (isTexts(expected) && isTexts(actual)) {
    return [
      ...expected.filter((text) => !actual.includes(text)).map((text) => ({ path, expected: text, actual: undefined })),
      ...actual.filter((text) => !expected.includes(text)).map((text) => ({ path, expected: undefined, actual: text })),
    ];
  }
  if (isObject(expected) && isObject(actual)) {
    return [...new Set([...Object.keys(expected), ...Object.keys(actual)])].flatMap((key) =>
      differences(expected[key], actual[key], path === '' ? key : `${path}.${key}`),
    );
  }
  return [{ path, expected, actual }];
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
