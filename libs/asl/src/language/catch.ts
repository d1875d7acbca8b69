import type { ErrorName } from './error-name.ts';
import type { PayloadTemplate, ReferencePath } from './json-path.ts';
import type { JsonataTemplate } from './jsonata.ts';

interface AnyCatcher {
  readonly Comment?: string;
  /** `States.ALL` must stand alone, in the last catcher. */
  readonly ErrorEquals: readonly ErrorName[];
  /** The state that continues. */
  readonly Next: string;
}

/**
 * One element of `Catch` in a JSONata state: where to continue after an error. `$states.errorOutput` holds `Error` and `Cause`.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-fallback-states
 */
export interface JsonataCatcher extends AnyCatcher {
  /** @default - the error output */
  readonly Output?: JsonataTemplate;
  readonly Assign?: Readonly<Record<string, JsonataTemplate>>;
}

/** One element of `Catch` in a JSONPath state. */
export interface JsonPathCatcher extends AnyCatcher {
  /** Path in the input for the error output. @default `$`, in place of the input */
  readonly ResultPath?: ReferencePath | null;
  readonly Assign?: Readonly<Record<string, PayloadTemplate>>;
}
