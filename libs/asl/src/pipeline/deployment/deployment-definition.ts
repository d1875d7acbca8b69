import { type StateMachineDefinition, stateMachine } from '../../language/state-machine.ts';
import { begin } from './states/begin.ts';
import { end } from './states/end.ts';
import { failure } from './states/failure.ts';
import { model } from './states/model.ts';
import { rollBack } from './states/roll-back.ts';
import { serve } from './states/serve.ts';
import { smokeTest } from './states/smoke-test.ts';

/**
 * The deployment machine: serves a model on an endpoint, checks that it answers, and rolls back where it does not. The pipeline starts it for
 * each approved model; it also deploys any other model archive. Its tokens `${Name}` are described by `deploymentSubstitutions`.
 */
export const deploymentDefinition: StateMachineDefinition = stateMachine({
  Comment: 'Serve a model, check it, roll back if it fails',
  QueryLanguage: 'JSONata',
  TimeoutSeconds: 21600,
  StartAt: 'ValidateInput',
  States: { ...begin, ...model, ...serve, ...smokeTest, ...end, ...failure, ...rollBack },
});
