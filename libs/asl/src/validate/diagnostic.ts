/** The codes by which Step Functions names what is wrong with a definition. */
export type DiagnosticCode =
  | 'INVALID_JSON_DESCRIPTION'
  | 'MISSING_DESCRIPTION'
  | 'SCHEMA_VALIDATION_FAILED'
  | 'INVALID_JSONATA_EXPRESSION'
  | 'UNSUPPORTED_JSONATA_EXPRESSION'
  | 'INVALID_VARIABLE_NAME'
  | 'RESERVED_VARIABLE_NAME'
  | 'DUPLICATE_VARIABLE_NAME'
  | 'MISSING_TRANSITION_TARGET'
  | 'MISSING_END_STATE'
  | 'DUPLICATE_STATE_NAME'
  | 'INVALID_STATE_NAME'
  | 'DUPLICATE_LABEL_NAME'
  | 'INVALID_LABEL_NAME'
  | 'TOO_DEEPLY_NESTED'
  | 'NO_DOLLAR'
  | 'NO_PATH'
  | 'PASS_RESULT_IS_STATIC';

/**
 * One thing that is wrong, or looks wrong, with a state machine's definition.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html
 */
export interface Diagnostic {
  /** An `ERROR` keeps a state machine from being created; a `WARNING` does not. */
  readonly severity: 'ERROR' | 'WARNING';
  readonly code: DiagnosticCode;
  /** Where: a path such as `/States/Train/Retry[0]`; `/` is the machine itself. @default - nowhere in particular */
  readonly location?: string;
  readonly message: string;
}

/** Collects diagnostics in the order in which they are found. */
export class DiagnosticList {
  readonly #found: Diagnostic[] = [];

  error(code: DiagnosticCode, location: string | undefined, message: string): void {
    this.#found.push({ severity: 'ERROR', code, ...(location === undefined ? {} : { location: location || '/' }), message });
  }

  /** The commonest of all: `SCHEMA_VALIDATION_FAILED`. */
  schema(location: string, message: string): void {
    this.error('SCHEMA_VALIDATION_FAILED', location, message);
  }

  warning(code: DiagnosticCode, location: string, message: string): void {
    this.#found.push({ severity: 'WARNING', code, location, message });
  }

  all(): readonly Diagnostic[] {
    return this.#found;
  }

  get hasErrors(): boolean {
    return this.#found.some(({ severity }) => severity === 'ERROR');
  }
}

/** The sentence with which CreateStateMachine and UpdateStateMachine refuse a definition (error `InvalidDefinition`); undefined without errors. */
export function invalidDefinitionMessage(diagnostics: readonly Diagnostic[]): string | undefined {
  const errors = diagnostics.filter(({ severity }) => severity === 'ERROR');
  if (errors.length === 0) return undefined;
  // What has no place is "at null": so says the service.
  const texts = errors.map(
    ({ code, location = 'null', message }) =>
      `${code}: ${message}${code === 'INVALID_JSON_DESCRIPTION' ? '' : ` at ${location}`}`,
  );
  return `Invalid State Machine Definition: '${texts.join(', ')}'`;
}
