/** Result of a check. */
export interface CheckResult {
  /** `fail` keeps the pipeline from running; `warn` keeps a part of it from running, or could not be looked at. */
  readonly status: 'ok' | 'warn' | 'fail';
  /** State that the check found. */
  readonly found: string;
  /** Hint or command that fixes it. */
  readonly fix?: string;
}

/** One thing that is looked at. */
export interface Check {
  readonly name: string;
  readonly run: () => Promise<CheckResult>;
}

/** Result of a check that passed. */
export function ok(found: string): CheckResult {
  return { status: 'ok', found };
}

/** A part will not work, or could not be looked at. */
export function warn(found: string, fix?: string): CheckResult {
  return { status: 'warn', found, ...(fix !== undefined && { fix }) };
}

/** The pipeline will not run. */
export function missing(found: string, fix: string): CheckResult {
  return { status: 'fail', found, fix };
}
