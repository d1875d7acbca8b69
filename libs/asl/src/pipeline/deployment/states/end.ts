import { fail } from '../../../language/fail.ts';
import { jsonata } from '../../../language/jsonata.ts';
import type { States } from '../../../language/state-machine.ts';
import { succeed } from '../../../language/succeed.ts';

const output = `{
  'EndpointName': $In.EndpointName,
  'EndpointAction': $Former = '' ? 'CREATED' : 'UPDATED',
  'EndpointConfigName': $Config,
  'FormerConfigName': $Former = '' ? null : $Former,
  'ModelName': $Model,
  'Prediction': $Prediction
}`;

/** The ends: the output, or the first failure. */
export const end: States = {
  Done: succeed({ Output: jsonata(output) }),

  DeploymentFailed: fail({ Error: jsonata('$Failure.Error'), Cause: jsonata('$Failure.Cause') }),
};
