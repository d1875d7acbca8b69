/** The status of an endpoint, in SageMaker's words. */
export type EndpointStatus =
  | 'OutOfService'
  | 'Creating'
  | 'Updating'
  | 'SystemUpdating'
  | 'RollingBack'
  | 'InService'
  | 'Deleting'
  | 'Failed'
  | 'UpdateRollbackFailed';

/** A production variant: a model on separate instances, with a share of the requests. */
export interface EndpointVariant {
  readonly variantName: string;
  readonly currentWeight?: number;
  readonly currentInstanceCount?: number;
  readonly desiredWeight?: number;
  readonly desiredInstanceCount?: number;
}

/** Description of an endpoint. */
export interface EndpointDescription {
  readonly endpointName: string;
  readonly endpointArn: string;
  readonly endpointConfigName?: string;
  readonly status: EndpointStatus;
  /** Why it failed. */
  readonly failureReason?: string;
  readonly creationDate: Date;
  readonly lastModifiedDate: Date;
  readonly variants: readonly EndpointVariant[];
  /** The endpoint's page in the AWS console; undefined on the embedded AWS. */
  readonly consoleUrl?: string;
}

/** The answer of DescribeEndpoint, as far as it is used. */
interface Described {
  readonly EndpointName?: string | undefined;
  readonly EndpointArn?: string | undefined;
  readonly EndpointConfigName?: string | undefined;
  readonly EndpointStatus?: string | undefined;
  readonly FailureReason?: string | undefined;
  readonly CreationTime?: Date | undefined;
  readonly LastModifiedTime?: Date | undefined;
  readonly ProductionVariants?:
    | readonly {
        readonly VariantName?: string | undefined;
        readonly CurrentWeight?: number | undefined;
        readonly CurrentInstanceCount?: number | undefined;
        readonly DesiredWeight?: number | undefined;
        readonly DesiredInstanceCount?: number | undefined;
      }[]
    | undefined;
}

/** DescribeEndpoint's answer in the words of this package. */
export function endpointDescription(described: Described, consoleUrl: string | undefined): EndpointDescription {
  const { EndpointConfigName, FailureReason, ProductionVariants = [] } = described;
  return {
    endpointName: described.EndpointName ?? '',
    endpointArn: described.EndpointArn ?? '',
    status: (described.EndpointStatus ?? 'OutOfService') as EndpointStatus,
    creationDate: described.CreationTime ?? new Date(0),
    lastModifiedDate: described.LastModifiedTime ?? new Date(0),
    variants: ProductionVariants.map(
      ({ VariantName = '', CurrentWeight, CurrentInstanceCount, DesiredWeight, DesiredInstanceCount }): EndpointVariant => ({
        variantName: VariantName,
        ...(CurrentWeight !== undefined && { currentWeight: CurrentWeight }),
        ...(CurrentInstanceCount !== undefined && { currentInstanceCount: CurrentInstanceCount }),
        ...(DesiredWeight !== undefined && { desiredWeight: DesiredWeight }),
        ...(DesiredInstanceCount !== undefined && { desiredInstanceCount: DesiredInstanceCount }),
      }),
    ),
    ...(EndpointConfigName !== undefined && { endpointConfigName: EndpointConfigName }),
    ...(FailureReason !== undefined && { failureReason: FailureReason }),
    ...(consoleUrl !== undefined && { consoleUrl }),
  };
}
