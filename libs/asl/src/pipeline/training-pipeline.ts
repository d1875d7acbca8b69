import { type StateMachineDefinition, stateMachine } from '../language/state-machine.ts';
import { begin } from './states/begin.ts';
import { deploy } from './states/deploy.ts';
import { end } from './states/end.ts';
import { jobs } from './states/jobs.ts';
import { qualityGate } from './states/quality-gate.ts';

/**
 * The machine-learning pipeline: validate, preprocess, train, evaluate, quality gate, deploy, notify. The one definition that is deployed,
 * interpreted and tested. Its tokens `${Name}` are described by `pipelineSubstitutions`. The endpoint is deployed by a machine for that alone:
 * see `deploymentDefinition`.
 */
export const pipelineDefinition: StateMachineDefinition = stateMachine({
  Comment: 'Train a model, judge it, deploy it, check it',
  QueryLanguage: 'JSONata',
  TimeoutSeconds: 432000,
  StartAt: 'ValidateInput',
  States: { ...begin, ...jobs, ...qualityGate, ...deploy, ...end },
});
