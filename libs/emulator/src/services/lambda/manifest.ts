import type { CallScope, OperationInput } from '../../core/permission-rules.ts';
import type { ServiceManifest } from '../../core/service-manifest.ts';
import { functionTarget } from './delivery-target.ts';
import { functionArn } from './function-name.ts';

/** AWS Lambda. */
export const lambdaManifest: ServiceManifest = {
  id: 'lambda',
  load: async () => (await import('./service.ts')).createLambdaService,
  hasWork: (store) => store.holdsDataOf('lambda'),
  errors: { denial: { code: 'AccessDeniedException', httpStatus: 403 } },
  permissions: {
    arnForms: { function: { write: requestedFunction } },
    conditionKeys: {
      'lambda:functionarn': ({ resource }) => (resource.includes(':function:') ? resource : undefined),
    },
  },
  delivery: functionTarget,
  takesRolesOnTrust: true,
};

/** The ARN of a function that a request gives by its name, partial ARN or ARN; `$LATEST` is what an unqualified name stands for. */
function requestedFunction(value: string, scope: CallScope, input: OperationInput): string {
  const [name = '', named] = value.replace(/^(?:arn:[^:]+:lambda:[^:]+:)?(?:\d{12}:)?(?:function:)?/u, '').split(':');
  const qualifier = named ?? (typeof input['Qualifier'] === 'string' ? input['Qualifier'] : undefined);
  return functionArn(scope, name, qualifier === '$LATEST' ? undefined : qualifier);
}
