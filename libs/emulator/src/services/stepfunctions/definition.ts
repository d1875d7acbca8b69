import { type Diagnostic, invalidDefinitionMessage } from '@stepmaker/asl';
import { InvalidDefinitionError, parseStateMachine, validateDefinition } from '@stepmaker/asl-interpreter';
import { AwsError } from '../../core/aws-error.ts';
import { invalidDefinition } from './refusals.ts';
import { unknownSdkActions } from './unknown-actions.ts';

/** All that is wrong with a definition, or looks wrong: what the language says, and resources that AWS does not have. */
export function definitionDiagnostics(text: string, type: 'STANDARD' | 'EXPRESS'): readonly Diagnostic[] {
  const found = validateDefinition(text, { type });
  const readable = found.every(({ code }) => code !== 'INVALID_JSON_DESCRIPTION' && code !== 'MISSING_DESCRIPTION');
  return readable ? [...found, ...unknownSdkActions(JSON.parse(text))] : found;
}

/**
 * Checks the text of a definition as CreateStateMachine does.
 *
 * @throws AwsError `InvalidDefinition` with everything that is wrong
 */
export function requireDefinition(text: string, type: 'STANDARD' | 'EXPRESS'): void {
  const message = invalidDefinitionMessage(definitionDiagnostics(text, type));
  if (message !== undefined) throw new AwsError({ code: 'InvalidDefinition', message });
  try {
    parseStateMachine(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof InvalidDefinitionError)) throw error;
    throw invalidDefinition(`SCHEMA_VALIDATION_FAILED: ${error.message}`);
  }
}
