import { type JsonataExpression, jsonata } from '../../language/jsonata.ts';

/**
 * The name of what a state makes, different for every redrive, rerun and retry: at most 63 characters.
 *
 * @param kind the member of `$Run` that the name starts with
 */
export function attemptName(kind: 'Preprocess' | 'Train' | 'Evaluate'): JsonataExpression {
  return jsonata(
    `$Run.${kind} & '-' & $states.context.Execution.RedriveCount & '-' & $Rerun & '-' & $states.context.State.RetryCount`,
  );
}

/** A name for the deployment: of its execution, its model or its configuration. Different for every redrive and retry. */
export function deploymentName(kind: 'Id' | 'Model' | 'Config'): JsonataExpression {
  return jsonata(`$Run.${kind} & '-' & $states.context.Execution.RedriveCount & '-' & $states.context.State.RetryCount`);
}
