import { type DefinitionSyntax, OUTLINE_SYNTAX } from './definition-syntax.ts';
import { type Diagnostic, DiagnosticList } from './diagnostic.ts';
import { checkNumber, checkOneOf } from './field-checks.ts';
import { MACHINE_FIELDS } from './fields.ts';
import { isObject } from './json.ts';
import { checkMachine } from './machine.ts';
import { isTooDeep, parseDefinition } from './parse-definition.ts';
import { languageOf } from './scope.ts';

/** For which kind of state machine a definition is checked, and how closely. */
export interface ValidateOptions {
  /** @default `STANDARD` */
  readonly type?: 'STANDARD' | 'EXPRESS';
  /** Reads paths and expressions. @default - their outlines are checked: where a path begins, that brackets match */
  readonly syntax?: DefinitionSyntax;
}

/**
 * Checks a state machine's definition and lists everything that is wrong with it, each with its path and in Step Functions' words;
 * nothing is listed for a definition that Step Functions would take.
 *
 * Whether paths and expressions parse to the last character is for the engine to say, which reads them: `validateDefinition` of
 * `@stepmaker/asl-interpreter` is this function with the engine's syntax.
 *
 * @param definition the text of a definition, or what it parses to
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html
 */
export function validateStateMachine(
  definition: unknown,
  { type = 'STANDARD', syntax = OUTLINE_SYNTAX }: ValidateOptions = {},
): readonly Diagnostic[] {
  const diagnostics = new DiagnosticList();
  const machine = typeof definition === 'string' ? parseDefinition(definition, diagnostics) : definition;
  if (diagnostics.hasErrors) return diagnostics.all();
  if (!isObject(machine)) {
    diagnostics.schema('/', 'Expected value of type [OBJECT]');
    return diagnostics.all();
  }
  if (isTooDeep(machine)) {
    diagnostics.error('TOO_DEEPLY_NESTED', '/', 'The states are too deeply nested.');
    return diagnostics.all();
  }
  checkOneOf(machine, 'Version', ['1.0'], '', diagnostics);
  checkNumber(machine, 'TimeoutSeconds', { min: 0, max: 99_999_999 }, '', diagnostics);
  const later: (() => void)[] = [];
  checkMachine(machine, MACHINE_FIELDS, '', {
    diagnostics,
    syntax,
    type,
    queryLanguage: languageOf(machine, 'JSONPath', '', diagnostics),
    stateNames: new Map(),
    labels: new Set(),
    later,
    outerVariables: () => new Set(),
  });
  if (!diagnostics.hasErrors) for (const check of later) check();
  return diagnostics.all();
}
