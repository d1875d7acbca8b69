import type { MlPipelineProps } from '@stepmaker/pipeline-cdk';
import { DEFAULTS, PATTERNS } from '@stepmaker/pipeline-cdk/constructs';
import { CfnParameter, type CfnParameterProps } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** The instance types of the jobs where none is given. That of the endpoint depends on the region. */
export const INSTANCE_TYPE_DEFAULTS: Readonly<Record<'ProcessingInstanceType' | 'TrainingInstanceType', string>> = {
  ProcessingInstanceType: DEFAULTS.processingInstanceType,
  TrainingInstanceType: DEFAULTS.trainingInstanceType,
};

/** Some of those that CloudWatch Logs offers. */
const LOG_RETENTION_DAYS = [1, 3, 7, 14, 30, 60, 90, 180, 365, 731, 1827, 3653];

/** Parameters of the stack. Every parameter has a default: a bare create-stack works. */
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
  readonly dataArns: CfnParameter;
  readonly accessLogBucketName: CfnParameter;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const optional = (name: string, pattern: string, description: string): CfnParameter =>
      this.string(name, '', `(${pattern})?`, description);
    this.s3BucketName = optional(
      'S3BucketName',
      PATTERNS.bucketName,
      'Empty for a generated name. A later change keeps the old bucket',
    );
    this.modelPerformanceThreshold = this.number('ModelPerformanceThreshold', {
      default: DEFAULTS.modelPerformanceThreshold,
      minValue: -1,
      maxValue: 1,
      description: 'The R2 on unseen data that a model must reach to be deployed',
    });
    const instanceType = (name: keyof typeof INSTANCE_TYPE_DEFAULTS): CfnParameter =>
      this.string(name, INSTANCE_TYPE_DEFAULTS[name], PATTERNS.processingInstanceType);
    this.processingInstanceType = instanceType('ProcessingInstanceType');
    this.trainingInstanceType = instanceType('TrainingInstanceType');
    this.endpointInstanceType = optional(
      'EndpointInstanceType',
      PATTERNS.endpointInstanceType,
      'Empty for the default of the region',
    );
    this.endpointName = optional('EndpointName', PATTERNS.endpointName, 'Empty for a name of this stack');
    this.scikitLearnImageTag = this.string('ScikitLearnImageTag', DEFAULTS.scikitLearnImageTag, PATTERNS.scikitLearnImageTag);
    this.notificationEmail = optional(
      'NotificationEmail',
      PATTERNS.notificationEmail,
      'E-mail address for failed and rejected runs; empty for none',
    );
    this.logRetentionDays = this.number('LogRetentionDays', {
      default: String(DEFAULTS.logRetentionDays),
      allowedValues: LOG_RETENTION_DAYS.map(String),
    });
    this.dataRetentionDays = this.number('DataRetentionDays', {
      default: DEFAULTS.dataRetentionDays,
      minValue: 1,
      maxValue: 36500,
      description: 'Days until processed data and replaced versions expire',
    });
    const separated = 'Separated by commas';
    this.subnetIds = optional('SubnetIds', PATTERNS.subnetIds, `${separated}; empty for no VPC`);
    this.securityGroupIds = optional('SecurityGroupIds', PATTERNS.securityGroupIds, separated);
    this.enableNetworkIsolation = this.parameter('EnableNetworkIsolation', {
      default: 'false',
      allowedValues: ['true', 'false'],
    });
    this.kmsKeyArn = optional('KmsKeyArn', PATTERNS.kmsKeyArn, "ARN of a customer's key; empty for keys of AWS");
    this.dataArns = this.string('DataArns', '', `(${PATTERNS.dataArns})?`);
    this.accessLogBucketName = optional('AccessLogBucketName', PATTERNS.accessLogBucketName, 'Empty for no access logs');
  }

  /** Settings of the pipeline. */
  asProps(): MlPipelineProps {
    return {
      bucketName: this.s3BucketName.valueAsString,
      modelPerformanceThreshold: this.modelPerformanceThreshold.valueAsNumber,
      processingInstanceType: this.processingInstanceType.valueAsString,
      trainingInstanceType: this.trainingInstanceType.valueAsString,
      endpointInstanceType: this.endpointInstanceType.valueAsString,
      endpointName: this.endpointName.valueAsString,
      scikitLearnImageTag: this.scikitLearnImageTag.valueAsString,
      notificationEmail: this.notificationEmail.valueAsString,
      logRetentionDays: this.logRetentionDays.valueAsNumber,
      dataRetentionDays: this.dataRetentionDays.valueAsNumber,
      subnetIds: this.subnetIds.valueAsString,
      securityGroupIds: this.securityGroupIds.valueAsString,
      enableNetworkIsolation: this.enableNetworkIsolation.valueAsString,
      kmsKeyArn: this.kmsKeyArn.valueAsString,
      dataArns: this.dataArns.valueAsString,
      accessLogBucketName: this.accessLogBucketName.valueAsString,
    };
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
