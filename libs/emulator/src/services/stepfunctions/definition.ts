import { invalidDefinitionMessage } from '@stepmaker/asl';
import { InvalidDefinitionError, type Json, parseStateMachine, validateDefinition } from '@stepmaker/asl-interpreter';
import { AwsError } from '../../core/aws-error.ts';
import { invalidDefinition } from './refusals.ts';
import { unknownSdkActions } from './unknown-actions.ts';

/**
 * Checks the text of a definition as CreateStateMachine does.
 *
 * @throws AwsError `InvalidDefinition` with everything that is wrong
 */
export function requireDefinition(text: string, type: 'STANDARD' | 'EXPRESS'): void {
  const message = invalidDefinitionMessage(validateDefinition(text, { type }));
  if (message !== undefined) throw new AwsError({ code: 'InvalidDefinition', message });
  const machine: unknown = JSON.parse(text);
  const unknown = invalidDefinitionMessage(unknownSdkActions(machine));
  if (unknown !== undefined) throw new AwsError({ code: 'InvalidDefinition', message: unknown });
  try {
    parseStateMachine(machine as Json);
  } catch (error) {
    if (!(error instanceof InvalidDefinitionError)) throw error;
    throw invalidDefinition(`SCHEMA_VALIDATION_FAILED: ${error.message}`);
  }
}
