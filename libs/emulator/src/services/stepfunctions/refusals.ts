import { AwsError } from '../../core/aws-error.ts';

/**
 * The refusals of the Step Functions API in the service's own words.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_Operations.html
 */
function refusal(code: string, message: string): AwsError {
  return new AwsError({ code, message });
}

/** An invalid ARN, or one of another kind than the operation takes. */
export function invalidArn(why: string): AwsError {
  return refusal('InvalidArn', `Invalid Arn: '${why}'`);
}

/** A name with characters that Step Functions refuses. */
export function invalidName(name: string): AwsError {
  return refusal('InvalidName', `Invalid Name: '${name}'`);
}

/** A pagination token or task token that was never handed out. */
export function invalidToken(): AwsError {
  return refusal('InvalidToken', "Invalid Token: 'Invalid token'");
}

/** `why` is what the validator says, joined by commas. */
export function invalidDefinition(why: string): AwsError {
  return refusal('InvalidDefinition', `Invalid State Machine Definition: '${why}'`);
}

/** An execution input that is not JSON. */
export function invalidExecutionInput(why: string): AwsError {
  return refusal('InvalidExecutionInput', `Invalid State Machine Execution Input: '${why}'`);
}

/** A logging configuration that could not be used. */
export function invalidLoggingConfiguration(why: string): AwsError {
  return refusal('InvalidLoggingConfiguration', `Invalid Logging Configuration: ${why}`);
}

/** An encryption configuration that names no key where it needs one, or one where it has none. */
export function invalidEncryptionConfiguration(why: string): AwsError {
  return refusal('InvalidEncryptionConfiguration', `Invalid Encryption Configuration: ${why}`);
}

/** No state machine, version or alias of this ARN. */
export function stateMachineDoesNotExist(arn: string): AwsError {
  return refusal('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
}

/** The name is taken by a state machine with other attributes. */
export function stateMachineAlreadyExists(arn: string): AwsError {
  return refusal('StateMachineAlreadyExists', `State Machine Already Exists: '${arn}'`);
}

/** The state machine is being deleted and takes no new executions. */
export function stateMachineDeleting(arn: string): AwsError {
  return refusal('StateMachineDeleting', `State Machine is being deleted: '${arn}'`);
}

/** An operation for Standard workflows called on an Express one, or the other way round. */
export function stateMachineTypeNotSupported(): AwsError {
  return refusal('StateMachineTypeNotSupported', 'This operation is not supported by this type of state machine');
}

/** No execution of this ARN. */
export function executionDoesNotExist(arn: string): AwsError {
  return refusal('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
}

/** The execution's name has been used with another input, or by an execution that has ended. */
export function executionAlreadyExists(arn: string): AwsError {
  return refusal('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
}

/** An execution that cannot be redriven, with the reason that DescribeExecution gives too. */
export function executionNotRedrivable(why: string): AwsError {
  return refusal('ExecutionNotRedrivable', why);
}

/** No activity of this ARN. */
export function activityDoesNotExist(arn: string): AwsError {
  return refusal('ActivityDoesNotExist', `Activity Does Not Exist: '${arn}'`);
}

/** The activity exists with another encryption configuration. */
export function activityAlreadyExists(arn: string): AwsError {
  return refusal('ActivityAlreadyExists', `Activity Already Exists: '${arn}'`);
}

/** The task has ended: it timed out, or its execution is over. */
export function taskTimedOut(): AwsError {
  return refusal('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
}

/** The activity task was never handed to a worker, or is not known. */
export function taskDoesNotExist(): AwsError {
  return refusal('TaskDoesNotExist', "Task Does Not Exist: 'Provided task does not exist'");
}

/** A task output that is not JSON. */
export function invalidOutput(why: string): AwsError {
  return refusal('InvalidOutput', `Invalid Output: '${why}'`);
}

/** No resource of this ARN: tags, aliases, map runs. */
export function resourceNotFound(arn: string): AwsError {
  return refusal('ResourceNotFound', `Resource not found: '${arn}'`);
}

/** Two changes that do not go together. */
export function conflict(why: string): AwsError {
  return refusal('ConflictException', why);
}

/** A request that no single member's constraint explains. */
export function validation(why: string): AwsError {
  return refusal('ValidationException', why);
}

/** The request changes nothing. */
export function missingRequiredParameter(why: string): AwsError {
  return refusal('MissingRequiredParameter', why);
}

/** The request has more tags than a resource may have. */
export function tooManyTags(): AwsError {
  return refusal('TooManyTags', 'Too many tags: a resource can have at most 50');
}

/** A quota of the account. */
export function serviceQuotaExceeded(why: string): AwsError {
  return refusal('ServiceQuotaExceededException', why);
}
