import type { ServiceManifest } from '../../core/service-manifest.ts';
import { stateMachineTarget } from './delivery-target.ts';

/** AWS Step Functions. */
export const stepFunctionsManifest: ServiceManifest = {
  id: 'stepfunctions',
  load: async () => (await import('./service.ts')).createStepFunctionsService,
  tableVersion: 2,
  hasWork: (store) => store.holdsDataOf('stepfunctions'),
  permissions: {
    arnForms: {
      /** A state machine by the ARN of itself or of a version, alias or map run of it. */
      machine: {
        write: (value) => value.split('/')[0]?.replace(':mapRun:', ':stateMachine:').split(':').slice(0, 7).join(':') ?? value,
      },
    },
    conditionKeys: {
      'states:statemachinequalifier': ({ call }) =>
        call?.service === 'stepfunctions'
          ? (qualifierOf(call.input['stateMachineArn']) ?? qualifierOf(call.input['stateMachineAliasArn']))
          : undefined,
    },
  },
  delivery: stateMachineTarget,
  takesRolesOnTrust: true,
};

/** The version or alias at the end of the ARN of a state machine. */
function qualifierOf(arn: unknown): string | undefined {
  return typeof arn === 'string' ? arn.split(':')[7] : undefined;
}
