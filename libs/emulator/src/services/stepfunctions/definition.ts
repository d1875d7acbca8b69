import { invalidDefinitionMessage, validateStateMachine } from '@stepmaker/asl';
import { InvalidDefinitionError, parseStateMachine } from '@stepmaker/asl-interpreter';
import { AwsError } from '../../core/aws-error.ts';
import { invalidDefinition } from './refusals.ts';

/**
 * Checks the text of a definition as CreateStateMachine does.
 *
 * @throws AwsError `InvalidDefinition` with everything that is wrong
 */
export function requireDefinition(text: string, type: 'STANDARD' | 'EXPRESS'): void {
  const message = invalidDefinitionMessage(validateStateMachine(text, { type }));
  if (message !== undefined) throw new AwsError({ code: 'InvalidDefinition', message });
  try {
    parseStateMachine(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof InvalidDefinitionError)) throw error;
    throw invalidDefinition(`SCHEMA_VALIDATION_FAILED: ${error.message}`);
  }
}
