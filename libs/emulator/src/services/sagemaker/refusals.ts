import { lacksInstanceType } from '@stepmaker/asl/pipeline/instance-types';
import { AwsError } from '../../core/aws-error.ts';
import type { EndpointRecord } from './endpoint.ts';
import type { JobRecord } from './job-runs.ts';

/** SageMaker's answer to nearly everything that is wrong with a request. */
export function validationException(message: string): AwsError {
  return new AwsError({ code: 'ValidationException', message });
}

/**
 * The region is known to lack the family of an instance type.
 *
 * @throws AwsError `ResourceLimitExceeded`, which SageMaker uses for this too
 */
export function requireInstanceType(
  resource: 'endpoint' | 'processing-job' | 'training-job',
  instanceType: string | undefined,
  region: string,
): void {
  if (instanceType === undefined || !lacksInstanceType(region, instanceType)) return;
  throw new AwsError({
    code: 'ResourceLimitExceeded',
    message: `The requested resource ${resource}/${instanceType} is not available in this region`,
  });
}

/** The name of a job is already in use. */
export function jobNameTaken(jobType: 'processing-job' | 'training-job', arn: string): AwsError {
  const [names, job] = jobType === 'training-job' ? ['Training job names', 'training job'] : ['Job name', 'job'];
  return new AwsError({
    code: 'ResourceInUse',
    message: `${names} must be unique within an AWS account and region, and a ${job} with this name already exists (${arn})`,
  });
}

/** The role is unknown, or does not let SageMaker act as it. */
export function roleNotAssumable(roleArn: string): AwsError {
  return validationException(
    `Could not assume role ${roleArn}. Please ensure that the role exists and allows principal 'sagemaker.amazonaws.com' to assume the role.`,
  );
}

/** No model, endpoint or endpoint configuration of that ARN. */
export function couldNotFind(what: 'endpoint' | 'endpoint configuration' | 'model', arn: string): AwsError {
  return validationException(`Could not find ${what} "${arn}".`);
}

/** A model, endpoint or endpoint configuration of that name is there. */
export function alreadyExists(what: 'endpoint' | 'endpoint configuration' | 'model', arn: string): AwsError {
  return validationException(`Cannot create already existing ${what} "${arn}".`);
}

/** An endpoint that is being created or updated can be neither updated nor deleted. */
export function endpointInProgress(arn: string): AwsError {
  return validationException(`Cannot update in-progress endpoint "${arn}".`);
}

/** Only deletion is possible on a failed endpoint, and no change on one that is being changed. @throws AwsError */
export function requireInService({ status, arn }: Pick<EndpointRecord, 'status' | 'arn'>): void {
  if (status === 'InService') return;
  if (status !== 'Failed') throw endpointInProgress(arn);
  throw validationException(
    `Cannot update endpoint "${arn}": its status is Failed. DeleteEndpoint is the only operation that can be performed on a failed endpoint.`,
  );
}

/** A job that runs cannot be deleted. @throws AwsError `ResourceInUse` */
export function requireEnded(
  jobType: 'processing-job' | 'training-job',
  { status, arn }: Pick<JobRecord, 'status' | 'arn'>,
): void {
  if (status !== 'InProgress' && status !== 'Stopping') return;
  throw new AwsError({
    code: 'ResourceInUse',
    message: `The ${jobType.replace('-', ' ')} ${arn} is in status ${status} and cannot be deleted.`,
  });
}
