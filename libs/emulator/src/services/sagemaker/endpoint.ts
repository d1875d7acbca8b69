import type {
  DescribeEndpointOutput,
  EndpointStatus,
  EndpointSummary,
  ProductionVariantSummary,
  VpcConfig,
} from '@aws-sdk/client-sagemaker';

/** A variant with all that is needed to start its server again, even after its model has been deleted. */
export interface VariantRecord {
  readonly variantName: string;
  readonly modelName: string;
  readonly image: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Whether the model's container cannot reach the internet. @default false */
  readonly isNetworkIsolated?: boolean;
  /** `s3://…/model.tar.gz`, or a prefix ending in `/` for a model that is not packed. */
  readonly modelData?: string;
  readonly roleArn: string;
  readonly vpcConfig?: VpcConfig;
  readonly instanceType?: string;
  /** Names the instance in the log stream. */
  readonly instanceId: string;
  weight: number;
  instanceCount: number;
}

/** The variants of one configuration, as one set of servers; each deployment has a separate directory. */
export interface DeploymentRecord {
  readonly generation: number;
  readonly configName: string;
  readonly startTime: number;
  readonly variants: readonly VariantRecord[];
}

/** An endpoint as it is stored; times in epoch milliseconds. */
export interface EndpointRecord {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly creationTime: number;
  lastModifiedTime: number;
  status: EndpointStatus;
  failureReason?: string | undefined;
  /** Deployment in service. */
  deployed?: DeploymentRecord;
  /** Deployment that is being created. */
  pending?: DeploymentRecord | undefined;
}

/** The answer of DescribeEndpoint. */
export function endpointDescription(record: EndpointRecord): DescribeEndpointOutput {
  const { deployed, pending, status } = record;
  return {
    EndpointName: record.name,
    EndpointArn: record.arn,
    EndpointConfigName: deployed?.configName ?? pending?.configName,
    ProductionVariants: deployed?.variants.map((variant) => summariseVariant(variant, deployed.startTime)),
    EndpointStatus: status,
    FailureReason: record.failureReason,
    CreationTime: new Date(record.creationTime),
    LastModifiedTime: new Date(record.lastModifiedTime),
    ...(pending === undefined || (status !== 'Creating' && status !== 'Updating')
      ? {}
      : {
          PendingDeploymentSummary: {
            EndpointConfigName: pending.configName,
            StartTime: new Date(pending.startTime),
            ProductionVariants: pending.variants.map((variant) => ({
              ...summariseVariant(variant, pending.startTime),
              VariantStatus: [{ Status: 'Creating' as const, StartTime: new Date(pending.startTime) }],
            })),
          },
        }),
  };
}

/** An item of ListEndpoints. */
export function summariseEndpoint(record: EndpointRecord): EndpointSummary {
  return {
    EndpointName: record.name,
    EndpointArn: record.arn,
    CreationTime: new Date(record.creationTime),
    LastModifiedTime: new Date(record.lastModifiedTime),
    EndpointStatus: record.status,
  };
}

function summariseVariant({ variantName, image, weight, instanceCount }: VariantRecord, time: number): ProductionVariantSummary {
  return {
    VariantName: variantName,
    DeployedImages: [{ SpecifiedImage: image, ResolvedImage: image, ResolutionTime: new Date(time) }],
    CurrentWeight: weight,
    DesiredWeight: weight,
    CurrentInstanceCount: instanceCount,
    DesiredInstanceCount: instanceCount,
  };
}
