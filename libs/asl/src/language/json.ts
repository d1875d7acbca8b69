/** Any value that JSON can carry. */
export type JsonValue = string | number | boolean | null | JsonArray | JsonObject;

/** An array of JSON values. */
export type JsonArray = readonly JsonValue[];

/** A JSON object; members may be left out, never `undefined` on the wire. */
export interface JsonObject {
  readonly [member: string]: JsonValue | undefined;
}
