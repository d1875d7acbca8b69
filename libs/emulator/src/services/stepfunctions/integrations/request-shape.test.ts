import { describe, expect, it } from 'vitest';
import { apiModel } from '../../../core/api-model.ts';
import { OPTIMIZED_STYLE, requestFrom } from './request-shape.ts';

const sagemaker = apiModel('sagemaker');
const trainingJob = sagemaker.operations['CreateTrainingJob']?.input;

describe('requestFrom', () => {
  it('leaves the keys of maps alone and makes texts of scalars that the API wants as texts', () => {
    const { input } = requestFrom(sagemaker, trainingJob, {
      HyperParameters: { 'lower-case': 5, seed: true, depth: '3' },
    });

    expect(input['HyperParameters']).toEqual({ 'lower-case': '5', seed: 'true', depth: '3' });
  });

  it('reads numbers and booleans from texts, and says where it cannot', () => {
    const { input, problems } = requestFrom(sagemaker, trainingJob, {
      EnableManagedSpotTraining: 'true',
      ResourceConfig: { InstanceCount: '1', VolumeSizeInGB: 'many', InstanceType: 'ml.m5.large' },
    });

    expect(input['EnableManagedSpotTraining']).toBe(true);
    expect(input['ResourceConfig']).toMatchObject({ InstanceCount: 1 });
    expect(problems).toContain("The value of the field 'VolumeSizeInGB' has an invalid format");
  });

  it('lists unknown and missing fields at every depth', () => {
    const { problems } = requestFrom(sagemaker, trainingJob, { OutputDataConfig: { S3Path: 's3://b/k' } });

    expect(problems).toEqual(
      expect.arrayContaining([
        'The field "S3Path" is not supported by Step Functions',
        'The field "S3OutputPath" is required but was missing',
        'The field "TrainingJobName" is required but was missing',
      ]),
    );
  });

  it('takes null for a member that is not given', () => {
    const sfn = apiModel('stepfunctions');

    const { input, problems } = requestFrom(sfn, sfn.operations['StartExecution']?.input, {
      StateMachineArn: 'arn',
      Name: null,
      Input: { a: 1 },
    });

    expect(problems).toEqual([]);
    expect(input).toEqual({ stateMachineArn: 'arn', input: '{"a":1}' });
  });

  it.each([
    ['a text', '"a text"'],
    [{ instances: [[1, 2]] }, '{"instances":[[1,2]]}'],
    [5, '5'],
  ])('sends %j where the API takes bytes as JSON, in an SDK integration', (Body, sent) => {
    const runtime = apiModel('sagemaker-runtime');

    const { input } = requestFrom(runtime, runtime.operations['InvokeEndpoint']?.input, { EndpointName: 'e', Body });

    expect(String(input['Body'])).toBe(sent);
  });

  it('sends a text where the API takes bytes as it is, in an optimised integration, in maps too', () => {
    const sqs = apiModel('sqs');
    const parameters = {
      QueueUrl: 'url',
      MessageBody: 'm',
      MessageAttributes: { a: { DataType: 'Binary', BinaryValue: 'a text' }, b: { DataType: 'Binary', BinaryValue: { c: 1 } } },
    };

    const { input } = requestFrom(sqs, sqs.operations['SendMessage']?.input, parameters, OPTIMIZED_STYLE);

    const attributes = input['MessageAttributes'] as Record<string, { BinaryValue: Uint8Array }>;
    expect(Object.values(attributes).map(({ BinaryValue }) => String(BinaryValue))).toEqual(['a text', '{"c":1}']);
  });
});
