import { defineIntegration, type Integration } from './integration.ts';
import { allowOnAny } from './permission.ts';

/** Input of `ListEndpoints`. */
export interface ListEndpointsArguments {
  readonly NameContains?: string;
  readonly SortBy?: 'Name' | 'CreationTime' | 'Status';
  readonly SortOrder?: 'Ascending' | 'Descending';
  /** Maximum number of results, from 1 to 100. @default 10 */
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/**
 * Lists endpoints by a part of their name: the way to learn whether one exists, since `DescribeEndpoint` has no not-found error.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListEndpoints.html
 */
export const listEndpoints: Integration<ListEndpointsArguments, ''> = defineIntegration<ListEndpointsArguments>()({
  resource: 'arn:${Partition}:states:::aws-sdk:sagemaker:listEndpoints',
  patterns: [''],
  permissions: () => [allowOnAny(['sagemaker:ListEndpoints'], 'List operations take no resource')],
});
