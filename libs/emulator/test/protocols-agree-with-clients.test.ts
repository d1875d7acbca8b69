import { Readable } from 'node:stream';
import * as cloudformation from '@aws-sdk/client-cloudformation';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as events from '@aws-sdk/client-eventbridge';
import * as iam from '@aws-sdk/client-iam';
import * as lambda from '@aws-sdk/client-lambda';
import * as s3 from '@aws-sdk/client-s3';
import * as sagemaker from '@aws-sdk/client-sagemaker';
import * as sagemakerRuntime from '@aws-sdk/client-sagemaker-runtime';
import * as scheduler from '@aws-sdk/client-scheduler';
import * as sfn from '@aws-sdk/client-sfn';
import * as sns from '@aws-sdk/client-sns';
import * as sqs from '@aws-sdk/client-sqs';
import * as ssm from '@aws-sdk/client-ssm';
import * as sts from '@aws-sdk/client-sts';
import { AwsQueryProtocol, AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';
import { type HttpRequest as SdkRequest, HttpResponse as SdkResponse } from '@smithy/core/protocols';
import { describe, expect, it } from 'vitest';
import { apiModel, shapeOf } from '../src/core/api-model.ts';
import { AwsError } from '../src/core/aws-error.ts';
import type { HttpRequest } from '../src/core/http-message.ts';
import type { ServiceId } from '../src/core/service.ts';
import { chooseProtocol } from '../src/protocols/choose-protocol.ts';
import { RandomValues, seededRandom } from './random-value.ts';

interface Client {
  send(command: unknown): Promise<Record<string, unknown>>;
}

/** A client, and a protocol where it speaks several. */
interface ClientOfService {
  readonly service: ServiceId;
  readonly module: object;
  readonly clientName: string;
  readonly protocol?: object | undefined;
}

const CLIENTS: readonly ClientOfService[] = [
  { service: 'stepfunctions', module: sfn, clientName: 'SFNClient' },
  { service: 'logs', module: logs, clientName: 'CloudWatchLogsClient' },
  { service: 'ssm', module: ssm, clientName: 'SSMClient' },
  { service: 'events', module: events, clientName: 'EventBridgeClient' },
  { service: 'sagemaker', module: sagemaker, clientName: 'SageMakerClient' },
  { service: 'cloudwatch', module: cloudwatch, clientName: 'CloudWatchClient' },
  { service: 'cloudwatch', module: cloudwatch, clientName: 'CloudWatchClient', protocol: AwsSmithyRpcV2CborProtocol },
  { service: 'cloudwatch', module: cloudwatch, clientName: 'CloudWatchClient', protocol: AwsQueryProtocol },
  { service: 'sqs', module: sqs, clientName: 'SQSClient' },
  { service: 'sns', module: sns, clientName: 'SNSClient' },
  { service: 'iam', module: iam, clientName: 'IAMClient' },
  { service: 'sts', module: sts, clientName: 'STSClient' },
  { service: 'cloudformation', module: cloudformation, clientName: 'CloudFormationClient' },
  { service: 'lambda', module: lambda, clientName: 'LambdaClient' },
  { service: 'scheduler', module: scheduler, clientName: 'SchedulerClient' },
  { service: 'sagemaker-runtime', module: sagemakerRuntime, clientName: 'SageMakerRuntimeClient' },
  { service: 's3', module: s3, clientName: 'S3Client' },
];

/** Operations whose clients do more than to write input and read output. */
const SPECIAL = new Set([
  'InvokeWithResponseStream',
  'InvokeEndpointWithResponseStream',
  'GetObject',
  'GetBucketLocation',
  'PutObject',
  'UploadPart',
  'StartSyncExecution',
  'TestState',
  'SendMessage',
  'SendMessageBatch',
  'ReceiveMessage',
]);

/** Members that a client checks or fills by itself, and some that the model has and the client does not yet. */
const FIXED: Partial<Record<ServiceId, Record<string, unknown>>> = {
  // A form cannot carry a structure without members.
  cloudwatch: { EvaluationWindow: undefined },
  events: { EndpointId: undefined },
  sagemaker: { AcceleratorPartitionLayouts: undefined, CrossRegionTrafficConfig: undefined },
  lambda: { AcceleratorConfig: undefined, RuntimeConfig: undefined, StatusCode: 200, Status: 202 },
  s3: {
    Bucket: 'a-bucket',
    ChecksumAlgorithm: 'CRC32',
    ContentMD5: undefined,
    Expires: undefined,
    NextPartNumberMarker: undefined,
    ObjectParts: undefined,
    PartNumberMarker: undefined,
    SSECustomerKey: undefined,
    SSECustomerKeyMD5: undefined,
    CopySourceSSECustomerKey: undefined,
  },
};

const ROUNDS = 3;

describe.each(CLIENTS)(
  'the protocol of $service ($clientName $protocol.name)',
  ({ service, module, clientName, protocol: spoken }) => {
    const model = apiModel(service);
    const operations = Object.keys(model.operations).filter((name) => !SPECIAL.has(name) && `${name}Command` in module);
    const random = seededRandom(service.length * 7919);
    const values = new RandomValues(model, random, FIXED[service]);

    it('reads what the SDK client writes', async () => {
      for (const operation of operations) {
        for (let round = 0; round < ROUNDS; round += 1) {
          const reference = model.operations[operation]?.input;
          const input = reference === undefined ? {} : values.structure(shapeOf(model, reference));
          const { request } = await exchange({ module, clientName, protocol: spoken }, operation, input, undefined);

          const protocol = chooseProtocol(request, model);
          const parsed = await protocol.parse(request, model);

          expect(parsed.operation, JSON.stringify(input)).toBe(operation);
          expect(parsed.input, operation).toMatchObject(input);
        }
      }
    });

    it('writes what the SDK client reads', async () => {
      for (const operation of operations) {
        for (let round = 0; round < ROUNDS; round += 1) {
          const { input: inputReference, output: outputReference } = model.operations[operation] ?? {};
          if (outputReference === undefined) continue;
          const input = inputReference === undefined ? {} : values.structure(shapeOf(model, inputReference));
          const output = values.structure(shapeOf(model, outputReference));

          const { result } = await exchange({ module, clientName, protocol: spoken }, operation, input, (request) => {
            const { status, headers, body } = chooseProtocol(request, model).respond(model, operation, output, 'request-1');
            return new SdkResponse({ statusCode: status, headers: { ...headers }, body: streamOf(body) });
          });

          expect(plain(result), operation).toMatchObject(plain(output));
        }
      }
    });

    it('refuses in a form in which the SDK client finds code, message and status', async () => {
      const operation = operations[0] as string;
      const input = values.structure(shapeOf(model, model.operations[operation]?.input ?? { shape: '' }));

      const { error } = await exchange({ module, clientName, protocol: spoken }, operation, input, (request) => {
        const refusal = new AwsError({ code: 'TotallyRefused', message: 'no <such> "thing"', httpStatus: 409 });
        const { status, headers, body } = chooseProtocol(request, model).refuse(refusal, model, 'request-1');
        return new SdkResponse({ statusCode: status, headers: { ...headers }, body: streamOf(body) });
      });

      expect(error).toMatchObject({ name: 'TotallyRefused', message: 'no <such> "thing"', $metadata: { httpStatusCode: 409 } });
    });
  },
);

/** Sends a command with a separate request handler: what the client writes, and what it makes of the answer. */
async function exchange(
  { module, clientName, protocol }: Omit<ClientOfService, 'service'>,
  operation: string,
  input: object,
  answer: ((request: HttpRequest) => SdkResponse) | undefined,
): Promise<{ request: HttpRequest; result: Record<string, unknown>; error: unknown }> {
  const classes = module as Record<string, new (options: object) => Client>;
  let request: HttpRequest | undefined;
  const client = new (classes[clientName] as new (options: object) => Client)({
    endpoint: 'http://127.0.0.1:4566',
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    ...(protocol && { protocol }),
    requestHandler: {
      handle: async (sent: SdkRequest) => {
        request = ourRequest(sent);
        return { response: answer?.(request) ?? new SdkResponse({ statusCode: 200, headers: {}, body: Readable.from([]) }) };
      },
    },
  });
  let result: Record<string, unknown> = {};
  let error: unknown;
  try {
    result = await client.send(new (classes[`${operation}Command`] as new (input: object) => object)(input));
  } catch (caught) {
    error = caught;
  }
  if (request === undefined) throw error;
  if (
    answer !== undefined &&
    error !== undefined &&
    (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode !== 409
  )
    throw error;
  return { request, result, error };
}

function ourRequest({ method, path, query, headers, body }: SdkRequest): HttpRequest {
  const pairs = Object.entries(query).flatMap(([name, value]) => [value ?? ''].flat().map((text) => [name, text] as const));
  return {
    method,
    path,
    query: pairs.map(([name, text]) => `${encodeURIComponent(name)}=${encodeURIComponent(text)}`).join('&'),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: typeof body === 'string' ? Buffer.from(body) : ((body ?? new Uint8Array()) as Uint8Array),
    signal: new AbortController().signal,
  };
}

function streamOf(body: string | Uint8Array | Readable | undefined): Readable {
  return body instanceof Readable
    ? body
    : Readable.from(body === undefined || body.length === 0 ? [] : [Buffer.from(body as string)]);
}

/** Payloads that the SDK wraps become plain bytes; the status code is the answer's own. */
function plain({ StatusCode: _code, Status: _status, ...value }: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, item instanceof Uint8Array ? [...item] : item]));
}
