import { AwsError } from '../../core/aws-error.ts';

/** SageMaker's answer to nearly everything that is wrong with a request. */
export function validationException(message: string): AwsError {
  return new AwsError({ code: 'ValidationException', message });
}

/** A job's name is taken. `what` begins the sentence: `Training job names` or `Job name`. */
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
