import { describe, expect, it } from 'vitest';
import { checkMockResult, type FieldValidationMode } from './check-mock-result.ts';
import { resultModelOf } from './mock-result-model.ts';

function check(resource: string, result: unknown, mode: FieldValidationMode = 'STRICT'): string | undefined {
  const model = resultModelOf(`arn:aws:states:::${resource}`);
  if (model === undefined) return 'no model';
  try {
    checkMockResult(model, result as never, mode);
    return undefined;
  } catch (error) {
    return (error as Error).message.replace('Mock result schema validation error: ', '');
  }
}

describe('checkMockResult', () => {
  it.each([
    ['aws-sdk:kms:encrypt', { CiphertextBlob: '' }, "Field 'CiphertextBlob' is smaller than the minimum length"],
    ['aws-sdk:s3:getObject', { StorageClass: 'Papyrus' }, "Field 'StorageClass' is not an expected value"],
    ['aws-sdk:lambda:getFunction', { Configuration: { MemorySize: 10_241 } }, "Field 'MemorySize' exceeds the maximum value"],
    ['dynamodb:putItem', { ConsumedCapacity: { CapacityUnits: '1' } }, "Field 'CapacityUnits' must be a number"],
    ['events:putEvents', { Entries: 'none' }, "Field 'Entries' must be an array"],
    ['sagemaker:createTrainingJob', { TrainingJobArn: 5 }, "Field 'TrainingJobArn' must be a string"],
    ['states:startExecution', {}, "Required field 'ExecutionArn' is missing"],
    ['states:startExecution.sync:2', { ExecutionArn: 'arn' }, "Required field 'StateMachineArn' is missing"],
  ])('holds a result of %s against the API', (resource, result, problem) => {
    expect(check(resource, result)).toBe(problem);
  });

  it('lets required fields be absent in mode PRESENT, and everything pass in mode NONE', () => {
    expect(check('states:startExecution', {}, 'PRESENT')).toBeUndefined();
    expect(check('states:startExecution', { ExecutionArn: 1 }, 'PRESENT')).toBe("Field 'ExecutionArn' must be a string");
    expect(check('states:startExecution', { ExecutionArn: 1 }, 'NONE')).toBeUndefined();
  });

  it('takes fields that the API does not have, and any result of a task that a token ends', () => {
    expect(check('events:putEvents', { unknown: 1 })).toBeUndefined();
    expect(check('sqs:sendMessage.waitForTaskToken', { anything: 1 })).toBe('no model');
  });
});
