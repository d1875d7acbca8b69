import type { Template } from './template.ts';

/** An IAM policy as the template has it. */
export interface PolicyDocument {
  readonly Statement: readonly unknown[];
}

/** Names of the policy documents in the other flavours, by their place in the template. */
export const POLICY_SOURCES: readonly {
  readonly name: string;
  readonly resource: string;
  readonly path: readonly (string | number)[];
  readonly comment: string;
}[] = [
  { name: 'bucket', resource: 'BucketPolicy', path: ['PolicyDocument'], comment: 'The bucket is reached by TLS alone.' },
  {
    name: 'notifications',
    resource: 'NotificationsTopicPolicy',
    path: ['PolicyDocument'],
    comment: 'Who may publish to the topic.',
  },
  ...(
    [
      ['sagemaker', 'ExecutionRole', 'the SageMaker jobs and models'],
      ['evaluator', 'EvaluatorRole', 'the quality gate'],
      ['lifecycle', 'LifecycleRole', 'the function that clears away'],
      ['deployment', 'DeploymentRole', 'the state machine that deploys'],
      ['pipeline', 'PipelineRole', 'the state machine'],
    ] as const
  ).flatMap(([name, resource, whose]) => [
    { name: `${name}_trust`, resource, path: ['AssumeRolePolicyDocument'], comment: `Who takes the role of ${whose}.` },
    { name, resource, path: ['Policies', 0, 'PolicyDocument'], comment: `What the role of ${whose} may do.` },
  ]),
  { name: 'clean_up', resource: 'CleanUpPolicy', path: ['PolicyDocument'], comment: 'What clearing away needs besides.' },
  { name: 'network', resource: 'NetworkAccess', path: ['PolicyDocument'], comment: 'What jobs in a VPC need besides.' },
  {
    name: 'use_key',
    resource: 'KeyAccessUse',
    path: ['PolicyDocument'],
    comment: "Who works with what a customer's key encrypts.",
  },
  { name: 'grant_key', resource: 'KeyAccessGrant', path: ['PolicyDocument'], comment: 'Who lets SageMaker work with it.' },
];

/** @throws Error where the template has no such document */
export function documentAt(template: Template, resource: string, path: readonly (string | number)[]): PolicyDocument {
  let at: unknown = template.Resources[resource]?.Properties;
  for (const step of path) at = (at as Record<string | number, unknown> | undefined)?.[step];
  if (at === undefined) throw new Error(`The template has no ${resource}.${path.join('.')}`);
  return at as PolicyDocument;
}
