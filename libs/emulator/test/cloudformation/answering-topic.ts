import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestStacks } from './test-stacks.ts';

/** The request that CloudFormation sends to the service token of a custom resource. */
export interface CustomResourceRequest {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
}

/** What a test answers: members of the response, or the whole body as text. */
export type Answer = object | string;

/** A topic that serves as the service token of custom resources: its HTTP subscriber answers in the test's process. */
export class AnsweringTopic implements AsyncDisposable {
  readonly arn: string;
  readonly #server: Server;

  private constructor(arn: string, server: Server) {
    this.arn = arn;
    this.#server = server;
  }

  /** @param answer gives the answer to a request, undefined for none; `SUCCESS` and the ids of the request are added to an object */
  static async open(
    testStacks: TestStacks,
    answer: (request: CustomResourceRequest) => Answer | undefined,
    Name = 'custom-resources',
  ): Promise<AnsweringTopic> {
    const confirmed = Promise.withResolvers<void>();
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        response.end();
        const message = JSON.parse(Buffer.concat(chunks).toString()) as { SubscribeURL?: string; Message: string };
        if (message.SubscribeURL === undefined) void respond(JSON.parse(message.Message) as CustomResourceRequest, answer);
        else void fetch(message.SubscribeURL).then(() => confirmed.resolve());
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { TopicArn } = await testStacks.call<{ TopicArn: string }>('sns', 'CreateTopic', { Name });
    const Endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    await testStacks.call('sns', 'Subscribe', { TopicArn, Protocol: 'http', Endpoint });
    await confirmed.promise;
    return new AnsweringTopic(TopicArn, server);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }
}

async function respond(
  request: CustomResourceRequest,
  answer: (request: CustomResourceRequest) => Answer | undefined,
): Promise<void> {
  const { ResponseURL, StackId, RequestId, LogicalResourceId } = request;
  const given = answer(request);
  if (given === undefined) return;
  const whole = { Status: 'SUCCESS', PhysicalResourceId: 'thing', StackId, RequestId, LogicalResourceId };
  const body = typeof given === 'string' ? given : JSON.stringify({ ...whole, ...given });
  await fetch(ResponseURL, { method: 'PUT', body });
}
