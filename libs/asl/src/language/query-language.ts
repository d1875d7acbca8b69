/**
 * The language in which a state reads and shapes its data.
 *
 * A machine without the field uses JSONPath. A JSONPath machine may hold JSONata states; a JSONata machine holds no JSONPath state.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export const QueryLanguage = {
  JSON_PATH: 'JSONPath',
  JSONATA: 'JSONata',
} as const;
export type QueryLanguage = (typeof QueryLanguage)[keyof typeof QueryLanguage];
