import { describe, expect, it } from 'vitest';
import { fail } from '../language/fail.ts';
import { jsonata } from '../language/jsonata.ts';
import { mapState } from '../language/map.ts';
import { parallel } from '../language/parallel.ts';
import { task } from '../language/task.ts';
import { createTrainingJob } from './create-training-job.ts';
import { deleteModel } from './delete-model.ts';
import { IntegrationPattern, integrationTask } from './integration.ts';
import { lambdaInvoke } from './lambda-invoke.ts';
import { requiredPermissions } from './required-permissions.ts';
import { s3GetObject } from './s3-get-object.ts';
import { snsPublish } from './sns-publish.ts';

const train = {
  TrainingJobName: 'my-job',
  RoleArn: 'arn:aws:iam::123456789012:role/sagemaker',
  AlgorithmSpecification: { TrainingImage: 'image', TrainingInputMode: 'File' },
  OutputDataConfig: { S3OutputPath: 's3://bucket' },
  ResourceConfig: { InstanceCount: 1, InstanceType: 'ml.m5.large', VolumeSizeInGB: 1 },
  StoppingCondition: { MaxRuntimeInSeconds: 60 },
} as const;

describe('requiredPermissions', () => {
  it('covers what a job run to its end needs: start, tag, watch, stop, pass its role, and the managed rule', () => {
    const Train = integrationTask(createTrainingJob, IntegrationPattern.RUN_JOB, { Arguments: train, End: true });

    expect(requiredPermissions({ States: { Train } })).toEqual([
      {
        actions: ['events:DescribeRule', 'events:PutRule', 'events:PutTargets'],
        resource: { kind: 'arn', service: 'events', type: 'rule', name: 'StepFunctionsGetEventsForSageMakerTrainingJobsRule' },
      },
      {
        actions: ['iam:PassRole'],
        resource: { kind: 'arn', service: 'iam', type: 'role', name: 'arn:aws:iam::123456789012:role/sagemaker' },
        conditions: { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } },
      },
      {
        actions: [
          'sagemaker:AddTags',
          'sagemaker:CreateTrainingJob',
          'sagemaker:DescribeTrainingJob',
          'sagemaker:ListTags',
          'sagemaker:StopTrainingJob',
        ],
        resource: { kind: 'arn', service: 'sagemaker', type: 'training-job', name: 'my-job' },
      },
    ]);
  });

  it('asks for less when no one waits for the job', () => {
    const Train = integrationTask(createTrainingJob, IntegrationPattern.REQUEST_RESPONSE, { Arguments: train, End: true });

    expect(requiredPermissions({ States: { Train } }).flatMap(({ actions }) => actions)).toEqual([
      'iam:PassRole',
      'sagemaker:AddTags',
      'sagemaker:CreateTrainingJob',
    ]);
  });

  it('names resources as far as the arguments do, and finds tasks at any depth, in any partition', () => {
    const states = {
      Parallel: parallel({
        Branches: [
          {
            StartAt: 'Map',
            States: {
              Map: mapState({
                ItemProcessor: {
                  StartAt: 'Read',
                  States: {
                    Read: integrationTask(s3GetObject, IntegrationPattern.REQUEST_RESPONSE, {
                      Arguments: { Bucket: 'bucket', Key: jsonata("'data/' & $name") },
                      End: true,
                    }),
                  },
                },
                End: true,
              }),
            },
          },
        ],
        Next: 'Invoke',
      }),
      Invoke: task({
        Resource: 'arn:aws-cn:states:::lambda:invoke',
        Parameters: { FunctionName: 'f', 'Payload.$': '$' },
        Next: 'Delete',
      }),
      Delete: integrationTask(deleteModel, IntegrationPattern.REQUEST_RESPONSE, {
        Arguments: { ModelName: jsonata('$model') },
        Next: 'Fail',
      }),
      Fail: fail({}),
    };

    expect(requiredPermissions({ States: states }).map(({ actions, resource }) => [...actions, resource])).toEqual([
      ['lambda:InvokeFunction', { kind: 'arn', service: 'lambda', type: 'function', name: 'f' }],
      ['s3:GetObject', { kind: 'arn', service: 's3', type: 'object', name: 'bucket/data/*' }],
      ['sagemaker:DeleteModel', { kind: 'arn', service: 'sagemaker', type: 'model' }],
    ]);
  });

  it('is one entry for a resource, however often and in whatever order tasks use it', () => {
    const publish = (Next: string) =>
      integrationTask(snsPublish, IntegrationPattern.REQUEST_RESPONSE, { Arguments: { TopicArn: 't', Message: 'm' }, Next });
    const ask = (Next: string) =>
      integrationTask(lambdaInvoke, IntegrationPattern.REQUEST_RESPONSE, { Arguments: { FunctionName: 'f' }, Next });

    const there = requiredPermissions({ States: { A: publish('B'), B: ask('C'), C: publish('A') } });
    const back = requiredPermissions({ States: { C: ask('A'), B: publish('C'), A: publish('B') } });

    expect(there).toEqual(back);
    expect(there).toHaveLength(2);
  });

  it('does not guess: an unknown resource, an unknown pattern and a distributed Map are refused by name', () => {
    const Odd = task({ Resource: 'arn:aws:states:::dynamodb:getItem', Arguments: {}, End: true });
    const Wrong = task({ Resource: 'arn:aws:states:::sagemaker:createModel.sync', Arguments: {}, End: true });
    const Wide = mapState({
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'F',
        States: { F: fail({}) },
      },
      End: true,
    });

    expect(() => requiredPermissions({ States: { Odd } })).toThrow(
      /^States\.Odd: no integration .*dynamodb:getItem; it has .*lambda:invoke/,
    );
    expect(() => requiredPermissions({ States: { Wrong } })).toThrow(/^States\.Wrong: .*createModel\.sync/);
    expect(() => requiredPermissions({ States: { Wide } })).toThrow(/^States\.Wide: .*distributed Map/);
  });
});

describe('integrationTask', () => {
  it('makes a state with the pattern at the end of its resource', () => {
    expect(integrationTask(createTrainingJob, IntegrationPattern.RUN_JOB, { Arguments: train, Next: 'B' })).toEqual({
      Type: 'Task',
      Resource: 'arn:${Partition}:states:::sagemaker:createTrainingJob.sync',
      Arguments: train,
      Next: 'B',
    });
  });

  it('refuses at compile time a pattern that the service does not have, and arguments that it does not take', () => {
    // @ts-expect-error DeleteModel is not a job
    integrationTask(deleteModel, IntegrationPattern.RUN_JOB, { Arguments: { ModelName: 'm' }, End: true });
    // @ts-expect-error a misspelt member
    integrationTask(deleteModel, IntegrationPattern.REQUEST_RESPONSE, { Arguments: { Modelname: 'm' }, End: true });
    // @ts-expect-error a task continues or ends
    const state = integrationTask(deleteModel, IntegrationPattern.REQUEST_RESPONSE, { Arguments: { ModelName: 'm' } });

    expect(state.Resource).toMatch(/:deleteModel$/);
  });
});
