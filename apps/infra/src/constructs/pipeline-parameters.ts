import { CfnCondition, CfnParameter, type CfnParameterProps, Fn, type IResolvable } from 'aws-cdk-lib';
import { Construct } from 'constructs';

const BUCKET_NAME = '[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]';
const INSTANCE_TYPE = 'ml\\.[a-z]+[0-9][a-z0-9-]*\\.(medium|large|\\d*xlarge)';
/** The instance types that the template offers. */
export const INSTANCE_TYPE_DEFAULTS = {
  ProcessingInstanceType: 'ml.m5.large',
  TrainingInstanceType: 'ml.m5.large',
  EndpointInstanceType: 'ml.t2.medium',
} as const;

/** Some of those that CloudWatch Logs offers. */
const LOG_RETENTION_DAYS = [1, 3, 7, 14, 30, 60, 90, 180, 365, 731, 1827, 3653];

/** What a person may choose when creating the stack. Every parameter has a default: a bare create-stack works. */
export class PipelineParameters extends Construct {
  readonly s3BucketName: CfnParameter;
  readonly modelPerformanceThreshold: CfnParameter;
  readonly processingInstanceType: CfnParameter;
  readonly trainingInstanceType: CfnParameter;
  readonly endpointInstanceType: CfnParameter;
  readonly endpointName: CfnParameter;
  readonly scikitLearnImageTag: CfnParameter;
  readonly notificationEmail: CfnParameter;
  readonly logRetentionDays: CfnParameter;
  readonly dataRetentionDays: CfnParameter;
  readonly subnetIds: CfnParameter;
  readonly securityGroupIds: CfnParameter;
  readonly enableNetworkIsolation: CfnParameter;
  readonly kmsKeyArn: CfnParameter;
  readonly accessLogBucketName: CfnParameter;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const optional = (name: string, pattern: string, description: string): CfnParameter =>
      this.string(name, '', `(${pattern})?`, description);
    this.s3BucketName = optional('S3BucketName', BUCKET_NAME, 'Empty for a generated name. A later change keeps the old bucket');
    this.modelPerformanceThreshold = this.number('ModelPerformanceThreshold', {
      default: 0.7,
      minValue: -1,
      maxValue: 1,
      description: 'The R2 score on unseen data that a model must reach to be deployed',
    });
    const instanceType = (name: keyof typeof INSTANCE_TYPE_DEFAULTS): CfnParameter =>
      this.string(name, INSTANCE_TYPE_DEFAULTS[name], INSTANCE_TYPE);
    this.processingInstanceType = instanceType('ProcessingInstanceType');
    this.trainingInstanceType = instanceType('TrainingInstanceType');
    this.endpointInstanceType = instanceType('EndpointInstanceType');
    this.endpointName = optional('EndpointName', '[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}', 'Empty for a name of this stack');
    this.scikitLearnImageTag = this.string('ScikitLearnImageTag', '1.4-2-py312-cpu-py3', '\\w[\\w.-]{0,127}');
    this.notificationEmail = optional(
      'NotificationEmail',
      '[^\\s@]+@[^\\s@]+',
      'Is told of failed and rejected runs; empty for nobody',
    );
    this.logRetentionDays = this.number('LogRetentionDays', { default: '30', allowedValues: LOG_RETENTION_DAYS.map(String) });
    this.dataRetentionDays = this.number('DataRetentionDays', {
      default: 30,
      minValue: 1,
      maxValue: 36500,
      description: 'Until processed data and replaced versions of objects expire',
    });
    const ids = (name: string, prefix: string): CfnParameter =>
      optional(name, `${prefix}-[0-9a-f]+(,${prefix}-[0-9a-f]+)*`, 'Of the jobs, separated by commas; empty for no VPC');
    this.subnetIds = ids('SubnetIds', 'subnet');
    this.securityGroupIds = ids('SecurityGroupIds', 'sg');
    this.enableNetworkIsolation = this.parameter('EnableNetworkIsolation', {
      default: 'false',
      allowedValues: ['true', 'false'],
    });
    this.kmsKeyArn = optional(
      'KmsKeyArn',
      'arn:[a-z-]+:kms:[a-z0-9-]+:\\d{12}:key/[a-zA-Z0-9-]+',
      "Of a customer's key; empty for keys of AWS",
    );
    this.accessLogBucketName = optional('AccessLogBucketName', BUCKET_NAME, 'Empty for no access logs');
  }

  /** `given` where that optional parameter was filled in, else `otherwise`. */
  ifGiven(parameter: CfnParameter, otherwise: string): string {
    return this.when(parameter, parameter.valueAsString, otherwise).toString();
  }

  /** `given` where that optional parameter was filled in, else `otherwise`; strings, or objects in CloudFormation's own words. */
  when(parameter: CfnParameter, given: unknown, otherwise: unknown): IResolvable {
    return Fn.conditionIf(this.isGiven(parameter).logicalId, given, otherwise);
  }

  /** The condition that an optional parameter was filled in. */
  isGiven(parameter: CfnParameter): CfnCondition {
    const id = `Has${parameter.node.id}`;
    const known = this.node.tryFindChild(id);
    return known instanceof CfnCondition
      ? known
      : new CfnCondition(this, id, { expression: Fn.conditionNot(Fn.conditionEquals(parameter.valueAsString, '')) });
  }

  private string(name: string, byDefault: string, allowedPattern: string, description?: string): CfnParameter {
    return this.parameter(name, { default: byDefault, allowedPattern, ...(description && { description }) });
  }

  private number(name: string, props: CfnParameterProps): CfnParameter {
    return this.parameter(name, { ...props, type: 'Number' });
  }

  private parameter(name: string, props: CfnParameterProps): CfnParameter {
    return new CfnParameter(this, name, props);
  }
}
