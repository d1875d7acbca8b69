import type { StateMachineDefinition } from '../language/state-machine.ts';

/** The tokens `${Name}` of both definitions, and what each stands for. */
const tokens = {
  Partition: 'The AWS partition: aws, aws-cn, aws-us-gov',
  StackName: "The stack's name: the value of the tag on everything made at run time",
  BucketName: 'The bucket with raw-data/, processed-data/, model-artifacts/, evaluation/ and code/',
  DataArns:
    'S3 ARNs of the data that jobs may read, separated by commas: arn:aws:s3:::bucket/*,arn:aws:s3:::data,arn:aws:s3:::data/*',
  CodePrefix: 'Where in the bucket the scripts are, without a slash at either end: code/<version>',
  SageMakerRoleArn: 'The role that jobs and models run under',
  EvaluatorFunctionArn: 'The Lambda function of the quality gate',
  DeploymentStateMachineArn: 'The state machine that deploys an approved model',
  TopicArn: 'SNS topic that receives the result of each execution',
  ImageUri: 'The scikit-learn image for processing, training and serving',
  ProcessingInstanceType: 'The instance type of processing jobs: ml.m5.large',
  TrainingInstanceType: 'The default instance type of training jobs: ml.m5.large',
  EndpointInstanceType: 'The default instance type of the endpoint: ml.t2.medium; empty for the cheapest that the region has',
  EndpointName: "The default endpoint's name, at most 63 letters, digits and hyphens; empty for the machine's own name",
  EnableNetworkIsolation: 'Whether containers are cut off from the network: true or false',
  SubnetIds: 'Subnets of jobs and models, separated by commas; empty without a VPC',
  SecurityGroupIds: 'Security groups of jobs and models, separated by commas; empty without a VPC',
  KmsKeyArn: "The customer's key for volumes and outputs; empty for keys of AWS",
  ModelPerformanceThreshold: 'The default of the R² below which a model is rejected, as a decimal number: 0.7',
} as const;

/** The name of a token in the pipeline's definition. */
export type PipelineSubstitution = keyof typeof tokens;

/**
 * The tokens `${Name}` in the pipeline's definition, and what each stands for. All values are strings; CloudFormation replaces them by
 * `DefinitionSubstitutions`, and {@link substitute} does the same elsewhere.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-stepfunctions-statemachine.html
 */
export const pipelineSubstitutions: Readonly<Record<PipelineSubstitution, string>> = tokens;

const deploymentTokens = [
  'Partition',
  'StackName',
  'SageMakerRoleArn',
  'ImageUri',
  'EnableNetworkIsolation',
  'SubnetIds',
  'SecurityGroupIds',
  'KmsKeyArn',
] as const;

/** The name of a token in the deployment machine's definition. */
export type DeploymentSubstitution = (typeof deploymentTokens)[number];

/** The tokens `${Name}` in the deployment machine's definition, and what each stands for. */
export const deploymentSubstitutions: Readonly<Record<DeploymentSubstitution, string>> = Object.fromEntries(
  deploymentTokens.map((name) => [name, tokens[name]]),
) as Record<DeploymentSubstitution, string>;

/**
 * A copy of the definition with every token `${Name}` replaced.
 *
 * @throws Error naming the tokens that `values` does not have
 */
export function substitute<Definition extends StateMachineDefinition>(
  definition: Definition,
  values: Readonly<Partial<Record<PipelineSubstitution, string>>>,
): Definition {
  const missing = new Set<string>();
  const text = JSON.stringify(definition).replace(/\$\{(\w+)\}/g, (token, name: string) => {
    const value: unknown = Object.hasOwn(values, name) ? values[name as PipelineSubstitution] : undefined;
    if (typeof value === 'string') return JSON.stringify(value).slice(1, -1);
    missing.add(name);
    return token;
  });
  if (missing.size > 0) throw new Error(`No value for ${[...missing].map((name) => `\${${name}}`).join(', ')} in the definition`);
  return JSON.parse(text) as Definition;
}
