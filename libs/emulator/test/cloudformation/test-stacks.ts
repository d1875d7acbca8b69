import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudFormationClient,
  CreateStackCommand,
  type CreateStackCommandInput,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ListStackResourcesCommand,
  type Stack,
  type StackEvent,
  UpdateStackCommand,
  type UpdateStackCommandInput,
} from '@aws-sdk/client-cloudformation';
import { until } from '@stepmaker/testing';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/start-emulator.ts';

/** Statuses in which no operation is running. */
const isSettled = (status: string | undefined): boolean => status !== undefined && !status.endsWith('_IN_PROGRESS');

/** Stacks on a server, through the client of CloudFormation. */
export class TestStacks implements AsyncDisposable {
  readonly emulator: Emulator;
  readonly client: CloudFormationClient;
  readonly #dataDir: string;

  private constructor(emulator: Emulator, dataDir: string, region: string) {
    this.emulator = emulator;
    this.#dataDir = dataDir;
    this.client = new CloudFormationClient({
      endpoint: emulator.endpointUrl,
      region,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    });
  }

  /** @param region where the client's stacks are */
  static async open(options: EmulatorOptions = {}, region = 'us-east-1'): Promise<TestStacks> {
    const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'stepmaker-stacks-'));
    return new TestStacks(await startEmulator({ port: 0, dataDir, ...options }), dataDir, region);
  }

  /** Makes a stack and waits until it is settled. */
  async create(StackName: string, template: object | string, more: Partial<CreateStackCommandInput> = {}): Promise<Stack> {
    const TemplateBody = typeof template === 'string' ? template : JSON.stringify(template);
    const { StackId = '' } = await this.client.send(new CreateStackCommand({ StackName, TemplateBody, ...more }));
    return await this.settled(StackId);
  }

  /** Starts an update of a stack and waits until the stack is settled again. */
  async update(StackName: string, template: object, more: Partial<UpdateStackCommandInput> = {}): Promise<Stack> {
    await this.client.send(new UpdateStackCommand({ StackName, TemplateBody: JSON.stringify(template), ...more }));
    return await this.settled(StackName);
  }

  async describe(StackName: string): Promise<Stack> {
    const { Stacks } = await this.client.send(new DescribeStacksCommand({ StackName }));
    return Stacks?.[0] as Stack;
  }

  /** Returns the stack once it is settled. */
  settled(StackName: string): Promise<Stack> {
    return until(
      () => this.describe(StackName),
      ({ StackStatus }) => isSettled(StackStatus),
    );
  }

  /** The events of a stack, the oldest first. */
  async events(StackName: string): Promise<StackEvent[]> {
    const { StackEvents = [] } = await this.client.send(new DescribeStackEventsCommand({ StackName }));
    return StackEvents.reverse();
  }

  /** `Logical STATUS` of each event, the oldest first. */
  async story(StackName: string): Promise<string[]> {
    return (await this.events(StackName)).map((event) => `${event.LogicalResourceId} ${event.ResourceStatus}`);
  }

  /** The reasons of the failures of a stack's resources by logical ids; of each resource, the first one. */
  async failures(StackName: string): Promise<Record<string, string>> {
    const failed = (await this.events(StackName)).filter(({ ResourceStatus }) => ResourceStatus?.endsWith('_FAILED'));
    return Object.fromEntries(
      failed.reverse().map(({ LogicalResourceId, ResourceStatusReason = '' }) => [LogicalResourceId, ResourceStatusReason]),
    );
  }

  /** Physical ids by logical ids, of the resources that are there. */
  async ids(StackName: string): Promise<Record<string, string>> {
    const { StackResourceSummaries = [] } = await this.client.send(new ListStackResourcesCommand({ StackName }));
    return Object.fromEntries(
      StackResourceSummaries.filter(({ ResourceStatus }) => ResourceStatus !== 'DELETE_COMPLETE').map((each) => [
        each.LogicalResourceId,
        each.PhysicalResourceId ?? '',
      ]),
    );
  }

  /** An operation of another service, as the root of the account. */
  call<Output = Record<string, unknown>>(
    service: Parameters<Emulator['aws']['call']>[0],
    operation: string,
    input: object,
  ): Promise<Output> {
    return this.emulator.aws.call<Output>(service, operation, input, { caller: this.emulator.rootCaller });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.emulator.close();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }
}

/** Outputs by their keys. */
export function outputsOf(stack: Stack): Record<string, string> {
  return Object.fromEntries((stack.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
}
