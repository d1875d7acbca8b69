import { describe, expect, it } from 'vitest';
import { apiModel } from './api-model.ts';
import { AwsError } from './aws-error.ts';
import type { ServiceId } from './service.ts';
import type { ErrorForms } from './service-manifest.ts';
import { InputValidator } from './validate-input.ts';

describe('InputValidator', () => {
  it('lists every violation in the words of AWS', () => {
    const refusal = refusalOf('sagemaker', 'DescribeTrainingJob', { TrainingJobName: 'my_job' });
    expect(refusal.code).toBe('ValidationException');
    expect(refusal.message).toMatch(
      /^1 validation error detected: Value 'my_job' at 'trainingJobName' failed to satisfy constraint: Member must satisfy regular expression pattern: \S+$/u,
    );

    expect(refusalOf('stepfunctions', 'CreateStateMachine', { name: '' }).message).toBe(
      "3 validation errors detected: Value '' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 1; " +
        "Value null at 'definition' failed to satisfy constraint: Member must not be null; " +
        "Value null at 'roleArn' failed to satisfy constraint: Member must not be null",
    );
  });

  it('names nested members by their path', () => {
    expect(
      refusalOf('logs', 'PutLogEvents', { logGroupName: 'g', logStreamName: 's', logEvents: [{ timestamp: 1 }] }).message,
    ).toContain("Value null at 'logEvents.1.member.message' failed to satisfy constraint: Member must not be null");
  });

  it('names the values that an enumeration allows', () => {
    expect(refusalOf('stepfunctions', 'ListExecutions', { statusFilter: 'DONE' }).message).toContain(
      "Value 'DONE' at 'statusFilter' failed to satisfy constraint: Member must satisfy enum value set: [RUNNING, SUCCEEDED, FAILED, TIMED_OUT, ABORTED",
    );
  });

  it('says ranges of numbers and sizes of lists', () => {
    expect(refusalOf('stepfunctions', 'ListStateMachines', { maxResults: 1001 }).message).toContain(
      "Value '1001' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000",
    );
    expect(
      refusalOf('iam', 'TagRole', { RoleName: 'r', Tags: Array.from({ length: 51 }, () => ({ Key: 'k', Value: 'v' })) }).message,
    ).toContain("at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50");
  });

  it('checks the elements of lists and the keys of maps as AWS words it', () => {
    expect(refusalOf('iam', 'UntagRole', { RoleName: 'r', TagKeys: ['ok', ''] }).message).toContain(
      "Value '[ok, ]' at 'tagKeys' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal to 1",
    );
    expect(refusalOf('logs', 'CreateLogGroup', { logGroupName: 'g', tags: { 'a!': 'b' } }).message).toContain(
      "Value '{a!=b}' at 'tags' failed to satisfy constraint: Map keys must satisfy constraint: [",
    );
  });

  it('refuses JSON of another type than the model has', () => {
    const refuse = (input: object): string => {
      const { code, message } = refusalOf('stepfunctions', 'ListStateMachines', input);
      return `${code}: ${message}`;
    };
    expect(refuse({ maxResults: 'ten' })).toBe('SerializationException: STRING_VALUE can not be converted to an Integer');
    expect(refuse({ nextToken: 7 })).toBe('SerializationException: NUMBER_VALUE can not be converted to a String');
    expect(refuse({ nextToken: ['a'] })).toBe('SerializationException: Start of list found where not expected');
  });

  it('returns the code that the service has for it', () => {
    expect(refusalOf('iam', 'GetRole', {}, { invalidInput: 'ValidationError' }).code).toBe('ValidationError');
    expect(refusalOf('logs', 'CreateLogGroup', {}, { invalidInput: 'InvalidParameterException' }).code).toBe(
      'InvalidParameterException',
    );
  });

  it('checks required members and types alone if the service checks constraints itself', () => {
    const s3 = new InputValidator(apiModel('s3'), { checksConstraints: true });
    const emptyKey = { Bucket: 'b', Key: '' };

    expect(refusalOf('s3', 'GetObject', emptyKey).message).toContain('length greater than or equal to 1');
    expect(() => s3.check('GetObject', emptyKey)).not.toThrow();
    expect(() => s3.check('GetObject', { Bucket: 'b' })).toThrow("Value null at 'key'");
  });

  it('accepts valid input', () => {
    const sagemaker = new InputValidator(apiModel('sagemaker'));
    const iam = new InputValidator(apiModel('iam'));

    expect(() => sagemaker.check('DescribeTrainingJob', { TrainingJobName: 'my-job-1' })).not.toThrow();
    expect(() => iam.check('CreateRole', { RoleName: 'r', AssumeRolePolicyDocument: '{}', Path: undefined })).not.toThrow();
  });
});

function refusalOf(service: ServiceId, operation: string, input: object, forms?: ErrorForms): AwsError {
  try {
    new InputValidator(apiModel(service), forms).check(operation, input);
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
  throw new Error('was not refused');
}
