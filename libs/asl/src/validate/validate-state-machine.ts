import { type Diagnostic, DiagnosticList } from './diagnostic.ts';
import { checkNumber } from './field-checks.ts';
import { MACHINE_FIELDS } from './fields.ts';
import { isObject } from './json.ts';
import { checkMachine } from './machine.ts';
import { parseDefinition } from './parse-definition.ts';
import { languageOf, type Scope } from './scope.ts';

/** For which kind of state machine a definition is checked. */
export interface ValidateOptions {
  /** @default `STANDARD` */
  readonly type?: 'STANDARD' | 'EXPRESS';
}

/**
 * Checks a state machine's definition and lists everything that is wrong with it, each with its path and in Step Functions' words;
 * nothing is listed for a definition that Step Functions would take.
 *
 * Whether paths and expressions parse to the last character is for the engine to say, which reads them.
 *
 * @param definition the text of a definition, or what it parses to
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html
 */
export function validateStateMachine(definition: unknown, { type = 'STANDARD' }: ValidateOptions = {}): readonly Diagnostic[] {
  const diagnostics = new DiagnosticList();
  const machine = typeof definition === 'string' ? parseDefinition(definition, diagnostics) : definition;
  if (diagnostics.all().length > 0) return diagnostics.all();
  if (!isObject(machine)) {
    diagnostics.schema('/', 'Expected value of type Object');
    return diagnostics.all();
  }
  const bare: Scope = {
    diagnostics,
    type,
    queryLanguage: 'JSONPath',
    machineIsJsonata: false,
    stateNames: new Map(),
    labels: new Set(),
    later: [],
  };
  const queryLanguage = languageOf(machine, 'JSONPath', '', bare);
  const scope: Scope = { ...bare, queryLanguage, machineIsJsonata: queryLanguage === 'JSONata' };
  const version = machine['Version'];
  if (version !== undefined && version !== '1.0')
    diagnostics.schema('/Version', "The field 'Version' should have one of these values: [1.0]");
  checkNumber(machine, 'TimeoutSeconds', { min: 1, max: 99_999_999, integer: true }, '', diagnostics);
  checkMachine(machine, MACHINE_FIELDS, '', scope);
  if (diagnostics.all().every(({ severity }) => severity !== 'ERROR')) for (const check of scope.later) check();
  return diagnostics.all();
}
