import { AwsError } from '../../core/aws-error.ts';

/** The queue does not exist. */
export function queueDoesNotExist(): AwsError {
  return refused('QueueDoesNotExist', 'The specified queue does not exist.', 'AWS.SimpleQueueService.NonExistentQueue');
}

/** A parameter that SQS does not take. */
export function invalidParameter(message: string): AwsError {
  return refused('InvalidParameterValueException', message, 'InvalidParameterValue');
}

/** A parameter that must be there. */
export function missingParameter(name: string): AwsError {
  return refused('MissingRequiredParameterException', `The request must contain the parameter ${name}.`, 'MissingParameter');
}

/** A refusal, with the code that it had in the Query protocol. */
export function refused(code: string, message: string, queryErrorCode: string = code): AwsError {
  return new AwsError({ code, message, queryErrorCode });
}
