import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiModel } from '../src/core/api-model.ts';
import { AwsError } from '../src/core/aws-error.ts';
import type { ServiceId } from '../src/core/service.ts';
import type { ServiceManifest } from '../src/core/service-manifest.ts';
import { CATALOGUE } from '../src/services/catalogue.ts';
import { type Emulator, startServer } from '../src/start-emulator.ts';
import { temporaryDirectory, trustOf } from './test-emulator.ts';

const MODEL: ApiModel = {
  metadata: {
    apiVersion: '2026-01-01',
    endpointPrefix: 'greetings',
    protocol: 'json',
    jsonVersion: '1.1',
    serviceId: 'Greetings',
    targetPrefix: 'Greetings',
  },
  operations: {
    Greet: { http: { method: 'POST', requestUri: '/' }, input: { shape: 'GreetInput' }, output: { shape: 'GreetOutput' } },
  },
  otherOperations: { Insult: {} },
  shapes: {
    GreetInput: { type: 'structure', required: ['Name'], members: { Name: { shape: 'Name' } } },
    GreetOutput: { type: 'structure', members: { Greeting: { shape: 'Name' } } },
    Name: { type: 'string', max: 8 },
  },
};

const received = Promise.withResolvers<string>();

const greetingsManifest: ServiceManifest = {
  id: 'greetings' as ServiceId,
  model: () => MODEL,
  load: async () => (runtime) => ({
    id: 'greetings' as ServiceId,
    operations: {
      Greet: ({ Name }: { Name: string }) => {
        if (Name === 'nemo') throw new AwsError({ code: 'UnknownNameException', message: 'Nemo is unknown' });
        return { Greeting: `Hello ${Name} in ${runtime.account}` };
      },
    },
    fetch: () => ({ status: 200, headers: {}, body: 'greetings' }),
  }),
  errors: { invalidInput: 'RudeInput' },
  delivery: {
    accepts: ({ service }) => service === 'greetings',
    receive: async ({ payload }) => received.resolve(payload),
  },
  takesRolesOnTrust: true,
};

describe('a service that is added to the list of manifests', () => {
  const dataDir = temporaryDirectory();
  let emulator: Emulator;

  beforeAll(async () => {
    emulator = await startServer([...CATALOGUE, greetingsManifest], { port: 0, dataDir, log: () => {} });
  });
  afterAll(async () => {
    await emulator.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function call(operation: string, input: object): Promise<{ status: number; body: unknown }> {
    const response = await fetch(emulator.endpointUrl, {
      method: 'POST',
      headers: {
        authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/greetings/aws4_request, Signature=00',
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `Greetings.${operation}`,
      },
      body: JSON.stringify(input),
    });
    return { status: response.status, body: await response.json() };
  }

  it('answers over HTTP by the protocol of its model', async () => {
    expect(await call('Greet', { Name: 'Ada' })).toEqual({ status: 200, body: { Greeting: 'Hello Ada in 000000000000' } });
    expect(await call('Greet', { Name: 'nemo' })).toEqual({
      status: 400,
      body: { __type: 'UnknownNameException', message: 'Nemo is unknown' },
    });
  });

  it('has its input validated by its model, with the code of its manifest', async () => {
    expect(await call('Greet', {})).toMatchObject({ status: 400, body: { __type: 'RudeInput' } });
    expect(await call('Greet', { Name: 'Bartholomew' })).toMatchObject({ status: 400, body: { __type: 'RudeInput' } });
  });

  it('names operations that it does not serve, and those that it does not have', async () => {
    expect(await call('Insult', {})).toMatchObject({
      status: 501,
      body: { __type: 'NotImplemented', message: expect.stringContaining('Greetings Insult') },
    });
    expect(await call('Wave', {})).toMatchObject({ status: 404, body: { __type: 'UnknownOperationException' } });
  });

  it('is listed among the services and serves its routes', async () => {
    const health = (await (await fetch(`${emulator.endpointUrl}/_stepmaker/health`)).json()) as { services: string[] };
    const own = await fetch(`${emulator.endpointUrl}/_stepmaker/greetings/any`);

    expect(health.services).toContain('greetings');
    expect(await own.text()).toBe('greetings');
  });

  it('receives the messages of other services', async () => {
    const caller = emulator.rootCaller;
    const target = 'arn:aws:greetings:us-east-1:000000000000:door';
    await emulator.aws.call('events', 'PutRule', { Name: 'r', EventPattern: '{"source":["mine"]}' }, { caller });

    const targets = [{ Id: '1', Arn: target, InputPath: '$.detail' }];
    await emulator.aws.call('events', 'PutTargets', { Rule: 'r', Targets: targets }, { caller });
    const entry = { Source: 'mine', DetailType: 'Knock', Detail: '{"who":"Ada"}' };
    await emulator.aws.call('events', 'PutEvents', { Entries: [entry] }, { caller });

    expect(JSON.parse(await received.promise)).toEqual({ who: 'Ada' });
  });

  it('takes roles on trust until there is a role', async () => {
    const roleArn = 'arn:aws:iam::000000000000:role/absent';
    const assume = (): unknown => emulator.aws.assumeRole(roleArn, 'session', 'greetings.amazonaws.com');

    expect(assume()).toMatchObject({ roleArn, onTrust: true });
    const role = { RoleName: 'first', AssumeRolePolicyDocument: trustOf('lambda.amazonaws.com') };
    await emulator.aws.call('iam', 'CreateRole', role, { caller: emulator.rootCaller });
    expect(assume).toThrow('greetings.amazonaws.com is not authorized to perform: sts:AssumeRole');
  });
});
