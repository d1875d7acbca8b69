import type { OperationHandler } from '../../../core/service.ts';

/**
 * Describes the one managed prefix list, that of S3.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribePrefixLists.html
 */
export function describePrefixLists(): OperationHandler<object, object> {
  return (_input, { region }) => ({
    PrefixLists: [{ PrefixListId: 'pl-63a5400a', PrefixListName: `com.amazonaws.${region}.s3`, Cidrs: ['52.216.0.0/15'] }],
  });
}
