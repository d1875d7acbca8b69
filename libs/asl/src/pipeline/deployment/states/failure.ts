import type { JsonataCatcher } from '../../../language/catch.ts';
import { jsonata } from '../../../language/jsonata.ts';
import { pass } from '../../../language/pass.ts';
import type { States } from '../../../language/state-machine.ts';
import { reasonOf } from '../../shared/failure.ts';

/** Continues after any error, with the error as the next state's input. */
export function catchAll(next: string): readonly JsonataCatcher[] {
  return [{ ErrorEquals: ['States.ALL'], Next: next }];
}

/** An expression for the reason of an error; or, where the input describes an endpoint, for the endpoint's state. */
const reason = `(
  $in := $states.input;
  $in.EndpointStatus ?
    ($in.EndpointStatus = 'InService' and $in.EndpointConfigName = $Former and $Step = 'Deployment' ? 'SageMaker rolled the update back: ') &
    'the endpoint ' & $In.EndpointName & ' is ' & $in.EndpointStatus & ' with ' & $in.EndpointConfigName & ' after ' & $Waited
    & ' seconds' & ($in.FailureReason ? '. ' & $in.FailureReason) :
    ${reasonOf('$in.Cause')}
)`;

/** Keeps the first failure for the end, and begins the rollback. A failure of the rollback is added to the first cause. */
export const failure: States = {
  Explain: pass({
    Assign: {
      Failure: jsonata(`{'Error': $Step & 'Failed', 'Cause': $Step & ': ' & ${reason}}`),
      Waited: 0,
    },
    Next: 'RollBack',
  }),

  RollBackFailed: pass({
    Assign: {
      Failure: jsonata(`{'Error': $Failure.Error, 'Cause': $Failure.Cause & '; the rollback is not complete: ' & ${reason}}`),
    },
    Next: 'DeploymentFailed',
  }),
};
