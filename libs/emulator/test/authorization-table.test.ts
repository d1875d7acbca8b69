import { describe, expect, it } from 'vitest';
import { NeededPermissions } from '../src/authorization/needed-permissions.ts';
import type { ServiceId } from '../src/core/service.ts';
import { ServiceCatalogue } from '../src/core/service-catalogue.ts';
import { CATALOGUE } from '../src/services/catalogue.ts';
import { SERVICE_FOLDERS, servedOperations } from './service-folders.ts';

const permissions = new NeededPermissions(new ServiceCatalogue(CATALOGUE));
const SCOPE = {
  partition: 'aws',
  region: 'eu-west-1',
  account: '111122223333',
  roleArn: (name: string): string => `arn:aws:iam::111122223333:role/${name}`,
};

function needs(service: ServiceId, operation: string, input: Record<string, unknown>): string[] {
  return permissions
    .of({ service, operation }, input, SCOPE)
    .map(({ action, resource, passedTo }) => [action, resource, ...(passedTo === undefined ? [] : [passedTo])].join(' '));
}

describe('the table of permissions', () => {
  // `node libs/emulator/models/generate-authorization.ts` writes what is missing here.
  it.each(SERVICE_FOLDERS)('knows every operation of %s that is served', (service) => {
    for (const operation of servedOperations(service))
      expect(() => permissions.of({ service, operation }, {}, SCOPE)).not.toThrow();
  });

  it('names objects and buckets of S3, by version where one is asked for', () => {
    expect(needs('s3', 'GetObject', { Bucket: 'b', Key: 'a/b' })).toEqual(['s3:GetObject arn:aws:s3:::b/a/b']);
    expect(needs('s3', 'GetObject', { Bucket: 'b', Key: 'k', VersionId: '1' })).toEqual(['s3:GetObjectVersion arn:aws:s3:::b/k']);
    expect(needs('s3', 'ListObjectsV2', { Bucket: 'b', Prefix: 'x' })).toEqual(['s3:ListBucket arn:aws:s3:::b']);
    expect(needs('s3', 'PutObject', { Bucket: 'b', Key: 'k', Tagging: 'a=b' })).toEqual([
      's3:PutObject arn:aws:s3:::b/k',
      's3:PutObjectTagging arn:aws:s3:::b/k',
    ]);
    expect(needs('s3', 'CopyObject', { Bucket: 'b', Key: 'k', CopySource: '/from/a%20b?versionId=7' })).toEqual([
      's3:GetObjectVersion arn:aws:s3:::from/a b',
      's3:PutObject arn:aws:s3:::b/k',
    ]);
  });

  it('asks for the passing of roles and for tags beside the operation itself', () => {
    expect(
      needs('sagemaker', 'CreateTrainingJob', {
        TrainingJobName: 'Job-A',
        RoleArn: 'arn:aws:iam::111122223333:role/x',
        Tags: [{ Key: 'a', Value: 'b' }],
      }),
    ).toEqual([
      'sagemaker:CreateTrainingJob arn:aws:sagemaker:eu-west-1:111122223333:training-job/job-a',
      'sagemaker:AddTags arn:aws:sagemaker:eu-west-1:111122223333:training-job/job-a',
      'iam:PassRole arn:aws:iam::111122223333:role/x sagemaker.amazonaws.com',
    ]);
    expect(needs('sagemaker', 'CreateModel', { ModelName: 'm' })).toEqual([
      'sagemaker:CreateModel arn:aws:sagemaker:eu-west-1:111122223333:model/m',
    ]);
    expect(needs('events', 'PutTargets', { Rule: 'r', Targets: [{ RoleArn: 'arn:1' }, { RoleArn: 'arn:2' }] })).toEqual([
      'events:PutTargets arn:aws:events:eu-west-1:111122223333:rule/r',
      'iam:PassRole arn:1 events.amazonaws.com',
      'iam:PassRole arn:2 events.amazonaws.com',
    ]);
  });

  it('writes a function by whatever name it is called', () => {
    const FUNCTION = 'lambda:InvokeFunction arn:aws:lambda:eu-west-1:111122223333:function:f';
    const arn = 'arn:aws:lambda:eu-west-1:111122223333:function:f';

    expect(needs('lambda', 'Invoke', { FunctionName: 'f' })).toEqual([FUNCTION]);
    expect(needs('lambda', 'Invoke', { FunctionName: arn })).toEqual([FUNCTION]);
    expect(needs('lambda', 'Invoke', { FunctionName: '111122223333:function:f' })).toEqual([FUNCTION]);
    expect(needs('lambda', 'Invoke', { FunctionName: 'f', Qualifier: '$LATEST' })).toEqual([FUNCTION]);
    expect(needs('lambda', 'Invoke', { FunctionName: 'f', Qualifier: '3' })).toEqual([`${FUNCTION}:3`]);
    expect(needs('lambda', 'Invoke', { FunctionName: `${arn}:live` })).toEqual([`${FUNCTION}:live`]);
  });

  it('writes state machines without qualifiers, log streams with their group, topics of subscriptions, and names of lists', () => {
    const machine = 'arn:aws:states:eu-west-1:111122223333:stateMachine:m';

    expect(needs('stepfunctions', 'StartExecution', { stateMachineArn: `${machine}:live` })).toEqual([
      `states:StartExecution ${machine}`,
    ]);
    expect(needs('logs', 'PutLogEvents', { logGroupName: '/aws/x', logStreamName: 's' })).toEqual([
      'logs:PutLogEvents arn:aws:logs:eu-west-1:111122223333:log-group:/aws/x:log-stream:s',
    ]);
    expect(needs('sns', 'Unsubscribe', { SubscriptionArn: 'arn:aws:sns:eu-west-1:111122223333:t:1234' })).toEqual([
      'sns:Unsubscribe arn:aws:sns:eu-west-1:111122223333:t',
    ]);
    expect(needs('ssm', 'GetParameters', { Names: ['/a/b', 'c'] })).toEqual([
      'ssm:GetParameters arn:aws:ssm:eu-west-1:111122223333:parameter/a/b',
      'ssm:GetParameters arn:aws:ssm:eu-west-1:111122223333:parameter/c',
    ]);
    expect(needs('events', 'PutRule', { Name: 'r', EventBusName: 'mine' })).toEqual([
      'events:PutRule arn:aws:events:eu-west-1:111122223333:rule/mine/r',
    ]);
  });
});
