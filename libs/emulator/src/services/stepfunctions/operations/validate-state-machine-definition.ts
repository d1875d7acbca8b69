import type { ValidateStateMachineDefinitionInput, ValidateStateMachineDefinitionOutput } from '@aws-sdk/client-sfn';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { definitionDiagnostics } from '../definition.ts';

const MAX_COUNT = 100;

/**
 * Checks a definition without creating anything.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html
 */
export function validateStateMachineDefinition(): OperationHandler<
  Given<ValidateStateMachineDefinitionInput, 'definition'>,
  ValidateStateMachineDefinitionOutput
> {
  return ({ definition, type = 'STANDARD', severity = 'ERROR', maxResults }) => {
    const all = definitionDiagnostics(definition, type);
    const wanted = severity === 'WARNING' ? all : all.filter((diagnostic) => diagnostic.severity === 'ERROR');
    const limit = maxResults === undefined || maxResults === 0 ? MAX_COUNT : maxResults;
    return {
      result: all.some((diagnostic) => diagnostic.severity === 'ERROR') ? 'FAIL' : 'OK',
      diagnostics: wanted.slice(0, limit).map((diagnostic) => ({ ...diagnostic })),
      truncated: wanted.length > limit,
    };
  };
}
