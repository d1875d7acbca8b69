import { describe, expect, it } from 'vitest';
import { PipelineClient } from '../src/index.ts';
import { type Answer, awsError, type Input, ScriptedClient } from './scripted-client.ts';

const MACHINE = 'arn:aws:states:eu-west-1:000000000000:stateMachine:deployment';
const EXECUTION = 'arn:aws:states:eu-west-1:000000000000:execution:deployment:d';
const MODEL = { ModelDataUrl: 's3://houses/models/model.tar.gz' };
const OUTPUT = { EndpointName: 'houses', EndpointAction: 'CREATED', EndpointConfigName: 'c', ModelName: 'm' };

/** The client of a stack whose state machine has these answers. */
function stackWith(answers: Readonly<Record<string, Answer>>): { readonly stack: PipelineClient; readonly sfn: ScriptedClient } {
  const Outputs = [
    { OutputKey: 'DeploymentStateMachineArn', OutputValue: MACHINE },
    { OutputKey: 'EndpointName', OutputValue: 'houses' },
  ];
  const cloudformation = new ScriptedClient({ DescribeStacks: { Stacks: [{ Outputs }] } });
  const sfn = new ScriptedClient({ StartExecution: { executionArn: EXECUTION }, ...answers });
  const clients = { cloudformation, sfn: sfn as never };
  return { stack: new PipelineClient({ stackName: 'houses', region: 'eu-west-1', clients }), sfn };
}

/** The history of a deployment with this end. */
const historyOf = (end: object): object => ({ events: [{ id: 1, timestamp: new Date(0), ...end }] });
const inputOf = ({ input }: Input): unknown => JSON.parse(String(input));

describe('PipelineClient.deployModel', () => {
  it('deploys to the endpoint of the stack on the smallest instance that the region has', async () => {
    const { stack, sfn } = stackWith({});

    const { executionArn, name, consoleUrl } = await stack.deployModel(MODEL);

    expect([executionArn, name]).toEqual([EXECUTION, 'd']);
    expect(consoleUrl).toContain('https://eu-west-1.console.aws.amazon.com/');
    expect(sfn.sent.map((each) => each['stateMachineArn'])).toEqual([MACHINE]);
    expect(sfn.sent.map(inputOf)).toEqual([
      { ...MODEL, EndpointName: 'houses', EndpointInstanceType: expect.stringMatching(/^ml\./) },
    ]);
  });

  it('deploys to an endpoint and an instance type that are given, under a name', async () => {
    const { stack, sfn } = stackWith({});
    const model = { ...MODEL, EndpointName: 'cars', EndpointInstanceType: 'ml.m5.large' };

    await stack.deployModel(model, { name: 'd' });

    expect(sfn.sent.map((each) => [each['name'], inputOf(each)])).toEqual([['d', model]]);
  });

  it.each([
    [{ ModelDataUrl: 'model.tar.gz' }, {}, { issues: [{ path: 'ModelDataUrl' }] }],
    [{ ...MODEL, EndpointNam: 'x' }, {}, { issues: [{ path: 'EndpointNam', suggestion: 'EndpointName' }] }],
    [MODEL, { name: 'a b' }, { issues: [{ path: 'name' }] }],
    [MODEL, { nam: 'd' }, { message: 'deployModel has no option nam; did you mean name?' }],
  ])('refuses %j with the options %j before anything is started', async (model, options, error) => {
    const { stack, sfn } = stackWith({});

    await expect(stack.deployModel(model as never, options as never)).rejects.toMatchObject(error);
    expect(sfn.calls).toEqual([]);
  });

  it('throws the error of a start that Step Functions refuses', async () => {
    const { stack } = stackWith({ StartExecution: awsError('ExecutionLimitExceeded') });

    await expect(stack.deployModel(MODEL, { name: 'd' })).rejects.toMatchObject({ name: 'ExecutionLimitExceeded' });
  });
});

describe('DeploymentExecution', () => {
  it('returns the output and the events of a deployment that succeeded', async () => {
    const executionSucceededEventDetails = { output: JSON.stringify(OUTPUT) };
    const { stack } = stackWith({
      GetExecutionHistory: historyOf({ type: 'ExecutionSucceeded', executionSucceededEventDetails }),
      DescribeExecution: { status: 'SUCCEEDED', input: JSON.stringify(MODEL), output: JSON.stringify(OUTPUT) },
    });
    const deployment = await stack.deployModel(MODEL);

    expect(await deployment.result()).toEqual(OUTPUT);
    expect(await deployment.describe()).toMatchObject({
      status: 'SUCCEEDED',
      input: MODEL,
      output: OUTPUT,
      consoleUrl: deployment.consoleUrl,
    });
    expect(await Array.fromAsync(deployment.events())).toMatchObject([{ type: 'ExecutionEnded', output: OUTPUT }]);
  });

  it('throws the error of a deployment that failed, with its page in the console', async () => {
    const executionFailedEventDetails = { error: 'SmokeTestFailed', cause: 'no prediction' };
    const { stack } = stackWith({
      GetExecutionHistory: historyOf({ type: 'ExecutionFailed', executionFailedEventDetails }),
    });
    const deployment = await stack.deployModel(MODEL);

    await expect(deployment.result()).rejects.toMatchObject({
      name: 'ExecutionFailedError',
      error: 'SmokeTestFailed',
      failureCause: 'no prediction',
      logLines: [],
      consoleUrl: deployment.consoleUrl,
    });
  });

  it('stops with a reason and is redriven', async () => {
    const { stack, sfn } = stackWith({ StopExecution: {}, RedriveExecution: { redriveDate: new Date(0) } });
    const deployment = await stack.deployModel(MODEL);

    await deployment.stop({ error: 'E', cause: 'enough' });
    await deployment.stop();
    await deployment.redrive();

    expect(sfn.calls.slice(1)).toMatchObject([
      { operation: 'StopExecution', input: { executionArn: EXECUTION, error: 'E', cause: 'enough' } },
      { operation: 'StopExecution', input: { executionArn: EXECUTION } },
      { operation: 'RedriveExecution', input: { executionArn: EXECUTION } },
    ]);
  });
});
