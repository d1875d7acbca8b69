import { type StateMachineDefinition, stateMachine } from '../language/state-machine.ts';
import { begin } from './states/begin.ts';
import { cleanUp } from './states/clean-up.ts';
import { end } from './states/end.ts';
import { endpoint } from './states/endpoint.ts';
import { jobs } from './states/jobs.ts';
import { model } from './states/model.ts';
import { qualityGate } from './states/quality-gate.ts';
import { smokeTest } from './states/smoke-test.ts';

/**
 * The machine-learning pipeline: process, train, evaluate, judge, deploy, check. The one definition that is deployed, interpreted and
 * tested; its tokens `${Name}` are described by `pipelineSubstitutions`.
 */
export const pipelineDefinition: StateMachineDefinition = stateMachine({
  Comment: 'Train a model, judge it, deploy it, check it',
  QueryLanguage: 'JSONata',
  TimeoutSeconds: 432000,
  StartAt: 'ValidateInput',
  States: { ...begin, ...jobs, ...qualityGate, ...model, ...endpoint, ...smokeTest, ...end, ...cleanUp },
});
