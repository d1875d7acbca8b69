import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { paginateGetExecutionHistory, SFNClient } from '@aws-sdk/client-sfn';
import { type LocalPipeline, startLocal } from '@stepmaker/pipeline-local';
import { testTool } from '@stepmaker/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const PYTHON = fileURLToPath(new URL('../../.venv-judges/bin/python', import.meta.url));
const botocore = testTool('botocore', existsSync(PYTHON) ? PYTHON : undefined, 'node scripts/setup/judges.mjs');

/** Reads `[service, operation, parameters]` lines; prints what AWS's API model finds wrong in each. */
const VALIDATE = `
import json, sys
from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.validate import ParamValidator
from botocore import xform_name
models = {}
for service, operation, parameters in json.load(sys.stdin):
    if service not in models:
        models[service] = ServiceModel(Loader().load_service_model(service, 'service-2'))
    shape = models[service].operation_model(operation).input_shape
    # Step Functions sends JSON where the API takes bytes.
    for name, member in shape.members.items():
        if member.type_name == 'blob' and name in parameters:
            parameters[name] = json.dumps(parameters[name]).encode()
    report = ParamValidator().validate(parameters, shape)
    if report.has_errors():
        print(f'{operation}: {report.generate_report()}')
`;

/** botocore's names of services, by Step Functions'. */
const SERVICES: Readonly<Record<string, string>> = {
  sagemaker: 'sagemaker',
  'aws-sdk:sagemaker': 'sagemaker',
  'aws-sdk:sagemakerruntime': 'sagemaker-runtime',
  'aws-sdk:s3': 's3',
  sns: 'sns',
};

describe.skipIf(botocore.isMissing)(`the calls of a run${botocore.note}`, () => {
  let local: LocalPipeline;

  beforeAll(async () => {
    local = await startLocal();
  });
  afterAll(() => local?.[Symbol.asyncDispose]());

  it("are what AWS's API model takes, each of them", async () => {
    const execution = await local.pipeline.startExecution();
    await execution.result();

    const sfn = new SFNClient(local.clientConfig);
    const calls = await callsOf(sfn, execution.executionArn);
    const { stdout, stderr, status } = spawnSync(PYTHON, ['-c', VALIDATE], { input: JSON.stringify(calls), encoding: 'utf8' });

    expect(new Set(calls.map(([, operation]) => operation))).toEqual(
      new Set([
        'CreateProcessingJob',
        'CreateTrainingJob',
        'CreateModel',
        'CreateEndpointConfig',
        'ListEndpoints',
        'CreateEndpoint',
        'DescribeEndpoint',
        'GetObject',
        'InvokeEndpoint',
        'Publish',
      ]),
    );
    expect({ stdout, stderr, status }).toEqual({ stdout: '', stderr: '', status: 0 });
  });
});

type Call = readonly [service: string, operation: string, parameters: object];

/** The calls of an execution, and of those that it started. */
async function callsOf(client: SFNClient, executionArn: string): Promise<readonly Call[]> {
  const calls: Call[] = [];
  for await (const { events = [] } of paginateGetExecutionHistory({ client }, { executionArn, maxResults: 1000 })) {
    for (const { taskScheduledEventDetails: task, taskSubmittedEventDetails: submitted } of events) {
      if (submitted?.resourceType === 'states')
        calls.push(...(await callsOf(client, JSON.parse(`${submitted.output}`).ExecutionArn)));
      const service = SERVICES[`${task?.resourceType}`];
      if (service === undefined || !task?.parameters) continue;
      const [, name = ''] = /^(\w+)/.exec(`${task.resource}`) ?? [];
      calls.push([service, `${name[0]?.toUpperCase()}${name.slice(1)}`, JSON.parse(task.parameters)]);
    }
  }
  return calls;
}
