import type { JsonValue } from './json.ts';

/** A JSONPath such as `$.order.price`, `$$.Execution.Name` (context object) or `$total` (variable). */
export type JsonPath = `$${string}`;

/** A {@link JsonPath} that names exactly one node. */
export type ReferencePath = JsonPath;

/**
 * A payload template: a JSON value in which a member `"name.$"` holds a path or an intrinsic function instead of a value.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-inputpath-params.html
 */
export type PayloadTemplate = JsonValue;
