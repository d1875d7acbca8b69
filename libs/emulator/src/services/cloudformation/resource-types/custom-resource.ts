import { parseArn } from '../../../core/arn.ts';
import { RESPONSE_PATH } from '../custom-resource-responses.ts';
import { CancelledError, isNotFound, ResourceError } from '../failure-reason.ts';
import { isObject, type Json } from '../template/json.ts';
import type { Properties, ResourceContext, ResourceState, ResourceType } from './resource-type.ts';

const DEFAULT_TIMEOUT_SECONDS = 3600;

/** Response of a custom resource. */
interface CustomResourceResponse {
  readonly Status?: string;
  readonly Reason?: string;
  readonly PhysicalResourceId?: string;
  readonly Data?: Readonly<Record<string, Json>>;
}

/**
 * `AWS::CloudFormation::CustomResource` and every `Custom::` type: a function or a topic receives a request and answers by `PUT` to a URL
 * that no one else knows.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-custom-resources.html
 */
export const customResource: ResourceType = {
  typeName: 'AWS::CloudFormation::CustomResource',
  properties: { '*': 'json' },
  required: ['ServiceToken'],
  createOnly: ['ServiceToken'],
  attributes: 'any',
  create: async (properties, context) => {
    const response = await request('Create', properties, {}, context);
    const physicalId = response.PhysicalResourceId;
    if (!physicalId) throw new ResourceError('Invalid PhysicalResourceId');
    return stateOf(physicalId, response);
  },
  update: async ({ physicalId }, properties, before, context) => {
    const response = await request(
      'Update',
      properties,
      { PhysicalResourceId: physicalId, OldResourceProperties: strings(shown(before)) },
      context,
    );
    return stateOf(response.PhysicalResourceId ?? physicalId, response);
  },
  delete: async ({ physicalId }, properties, context) => {
    try {
      await request('Delete', properties, { PhysicalResourceId: physicalId }, context);
    } catch (error) {
      // The function is deleted first, as when a stack is half made: nothing can answer any more.
      if (!isNotFound(error)) throw error;
    }
  },
};

function stateOf(physicalId: string, { Data }: CustomResourceResponse): ResourceState {
  return { physicalId, attributes: { ...Data } };
}

async function request(
  RequestType: 'Create' | 'Update' | 'Delete',
  properties: Properties,
  further: Readonly<Record<string, Json>>,
  context: ResourceContext,
): Promise<CustomResourceResponse> {
  const serviceToken = properties['ServiceToken'];
  if (typeof serviceToken !== 'string') throw new ResourceError('ServiceToken must be a string');
  const timeoutSeconds = Number(properties['ServiceTimeout'] ?? DEFAULT_TIMEOUT_SECONDS);
  const RequestId = asUuid(context.requestToken);
  const event = {
    RequestType,
    ServiceToken: serviceToken,
    ResponseURL: `${context.endpointUrl}${RESPONSE_PATH}${context.requestToken}`,
    StackId: context.stackId,
    RequestId,
    LogicalResourceId: context.logicalId,
    ResourceType: context.typeName,
    ...further,
    ResourceProperties: strings(shown(properties)),
  };
  const body = await exchange(serviceToken, event, timeoutSeconds, context);
  const response = read(body, event, context);
  if (response.Status === 'SUCCESS') return response;
  // What the function may have made before it failed is taken away by a Delete request of this id.
  if (RequestType === 'Create' && response.PhysicalResourceId) context.claim(response.PhysicalResourceId);
  throw new ResourceError(
    `Received response status [FAILED] from custom resource. Message returned: ${response.Reason ?? ''} (RequestId: ${RequestId})`,
  );
}

/** Sends the request and waits for the answer. */
async function exchange(
  serviceToken: string,
  event: { readonly RequestId: string },
  timeoutSeconds: number,
  context: ResourceContext,
): Promise<string> {
  const timeout = new AbortController();
  const signal = AbortSignal.any([context.signal, timeout.signal]);
  const answer = context.awaitResponse(context.requestToken, signal);
  answer.catch(() => {});
  const timer = context.setTimer(context.now() + timeoutSeconds * 1000, () => {
    timeout.abort(
      new ResourceError(
        `CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [${event.RequestId}]. If you are using the Python cfn-response module, you may need to update your Lambda function code so that CloudFormation can attach the updated version.`,
      ),
    );
  });
  try {
    await send(serviceToken, event, context);
    return await answer;
  } catch (error) {
    if (timeout.signal.aborted) context.claim(context.generatedName);
    timeout.abort(new CancelledError('no longer waited for'));
    throw error;
  } finally {
    timer.cancel();
  }
}

async function send(serviceToken: string, event: object, context: ResourceContext): Promise<void> {
  const service = parseArn(serviceToken)?.service;
  const text = JSON.stringify(event);
  if (service === 'lambda') {
    const input = { FunctionName: serviceToken, InvocationType: 'Event', Payload: Buffer.from(text) };
    await context.call('lambda', 'Invoke', input);
  } else if (service === 'sns') {
    const input = { TopicArn: serviceToken, Subject: 'AWS CloudFormation custom resource request', Message: text };
    await context.call('sns', 'Publish', input);
  } else throw new ResourceError(`Invalid service token. (${serviceToken})`);
}

function read(body: string, { RequestId }: { readonly RequestId: string }, context: ResourceContext): CustomResourceResponse {
  let response: unknown;
  try {
    response = JSON.parse(body);
  } catch {
    throw new ResourceError('Response is not valid JSON');
  }
  if (!isObject(response)) throw new ResourceError('Response object must be a JSON object');
  for (const [name, expected] of [
    ['StackId', context.stackId],
    ['LogicalResourceId', context.logicalId],
    ['RequestId', RequestId],
  ] as const) {
    if (response[name] !== expected)
      throw new ResourceError(`Invalid response object: Value of property ${name} must match that of the request`);
  }
  if (response['Data'] !== undefined && response['Data'] !== null && !isObject(response['Data'])) {
    throw new ResourceError('Invalid response object: Value of property Data must be an object');
  }
  const { Data, ...rest } = response;
  return {
    ...(rest as CustomResourceResponse),
    ...(isObject(Data) ? { Data: Data as Record<string, Json> } : {}),
  };
}

/** The properties that the function sees. */
function shown({ ServiceTimeout: _timeout, ...properties }: Properties): Record<string, Json> {
  return properties;
}

/** Scalars reach a custom resource as text. */
function strings(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => strings(item));
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, strings(member as Json)]));
  }
  return value === null ? '' : String(value);
}

/** A stable id in the form that AWS's has, of a token of hexadecimal digits. */
function asUuid(token: string): string {
  return [token.slice(0, 8), token.slice(8, 12), token.slice(12, 16), token.slice(16, 20), token.slice(20, 32)].join('-');
}
