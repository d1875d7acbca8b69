import type { Permission } from '@stepmaker/asl';
import { STACK_TAG_KEY } from '@stepmaker/asl/pipeline';
import type { Construct } from 'constructs';
import { allow, ownArn, ServiceRole, type Statement } from './service-role.ts';

/** Resources of a state machine. */
export interface MachineRoleProps {
  /** Tag value of resources that the pipeline makes and changes. */
  readonly pipelineName: string;
  /** Permissions of the definition's tasks. */
  readonly permissions: readonly Permission[];
  /** ARNs that stand for the definition's tokens: `${TopicArn}` and the like. */
  readonly arns: Readonly<Record<string, string>>;
  /** ARN of the objects of the pipeline's bucket that match some keys. @default - the definition uses no bucket */
  readonly objects?: ((keys: string) => string) | undefined;
}

/**
 * The role of a state machine: it allows what the tasks of the definition call, and no more.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html
 */
export class MachineRole extends ServiceRole {
  constructor(scope: Construct, id: string, props: MachineRoleProps) {
    super(scope, id, {
      service: 'states',
      sourceArn: ownArn('states', 'stateMachine:*'),
      statements: [
        ...taskStatements(props),
        // Log delivery and tracing have no resources to be narrowed to.
        allow(
          [
            'logs:CreateLogDelivery',
            'logs:DeleteLogDelivery',
            'logs:DescribeLogGroups',
            'logs:DescribeResourcePolicies',
            'logs:GetLogDelivery',
            'logs:ListLogDeliveries',
            'logs:PutResourcePolicy',
            'logs:UpdateLogDelivery',
            'xray:GetSamplingRules',
            'xray:GetSamplingTargets',
            'xray:PutTelemetryRecords',
            'xray:PutTraceSegments',
          ],
          '*',
        ),
      ],
    });
  }
}

/** One statement for each resource and condition, with all actions on it. Resources that differ in nothing else share a statement. */
function taskStatements(props: MachineRoleProps): readonly Statement[] {
  const groups = new Map<
    string,
    { readonly resource: string; readonly condition: Statement['Condition']; readonly actions: Set<string> }
  >();
  for (const { actions, resource, conditions } of props.permissions) {
    for (const action of actions) {
      const condition = conditions ?? conditionOf(action, props.pipelineName);
      const pattern = resourcePattern(resource);
      const key = JSON.stringify([pattern, condition]);
      const group = groups.get(key) ?? { resource: arnOf(pattern, props), condition, actions: new Set() };
      groups.set(key, group);
      group.actions.add(action);
    }
  }
  const shared = Map.groupBy(groups.values(), ({ condition, actions }) => JSON.stringify([[...actions].sort(), condition]));
  return [...shared.values()].map((alike) => {
    const [{ actions, condition }] = alike as [(typeof alike)[number]];
    const [only = '', ...more] = alike.map(({ resource }) => resource);
    return allow([...actions].sort(), more.length > 0 ? [only, ...more] : only, condition);
  });
}

/** Resources of a permission, in the definition's own tokens. */
function resourcePattern(resource: Permission['resource']): string {
  if (resource.kind === 'any') return '*';
  const { service, type, name = '*' } = resource;
  // The names are known at run time only, and each of SageMaker's actions is on resources of one kind: naming the kinds would narrow nothing.
  if (service === 'sagemaker' && name === '*') return 'sagemaker:*';
  // Two rules, which differ in the kind of job.
  if (name.startsWith('StepFunctionsGetEventsForSageMaker')) return 'events:rule/StepFunctionsGetEventsForSageMaker*JobsRule';
  // IAM names executions by the name of their machine.
  if (service === 'states' && type === 'execution') return name.replace('Arn}', 'ExecutionArns}');
  return name.startsWith('${') ? name : `${service}:${type}/${name}`;
}

function arnOf(pattern: string, { arns, objects }: MachineRoleProps): string {
  if (pattern === '*') return pattern;
  const [, token, rest] = /^\$\{(\w+)\}(.*)$/.exec(pattern) ?? [];
  if (token === undefined) {
    const [service = '', resource = ''] = pattern.split(':');
    return ownArn(service, resource);
  }
  if (token === 'BucketName' && objects) return objects(`${rest}`.slice(1));
  const arn = arns[token];
  if (arn === undefined || rest !== '') throw new Error(`The definition needs ${pattern}, and the stack has no ARN for it`);
  return arn;
}

/** Conditions on tags: created resources must get the pipeline's tag; those that are changed, stopped or deleted must have it. */
function conditionOf(action: string, pipelineName: string): Statement['Condition'] {
  const [, verb] = /^sagemaker:(Create|Delete|Stop|Update)/.exec(action) ?? [];
  if (verb === undefined) return undefined;
  return { StringEquals: { [`aws:${verb === 'Create' ? 'Request' : 'Resource'}Tag/${STACK_TAG_KEY}`]: pipelineName } };
}
