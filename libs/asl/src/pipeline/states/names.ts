import { type JsonataExpression, jsonata } from '../../language/jsonata.ts';

/**
 * The name of what a state makes, different for every redrive, rerun and retry: at most 63 characters.
 *
 * @param kind which of the run's names to begin with
 */
export function attemptName(kind: 'Preprocess' | 'Train' | 'Evaluate' | 'Model' | 'Config'): JsonataExpression {
  return jsonata(
    `$Run.${kind} & '-' & $states.context.Execution.RedriveCount & '-' & $Rerun & '-' & $states.context.State.RetryCount`,
  );
}
