import type { EmulatorOptions } from '../../src/start-emulator.ts';
import { startTestEmulator, type TestEmulator } from '../test-emulator.ts';

/** A statement of a policy, as tests write it. */
export type Statement = Readonly<Record<string, unknown>>;

/** Effect, action, resource and condition as a statement. */
export function allow(
  Action: string | readonly string[],
  Resource: string | readonly string[] = '*',
  Condition?: object,
): Statement {
  return { Effect: 'Allow', Action, Resource, ...(Condition === undefined ? {} : { Condition }) };
}

/** The same, as a denial. */
export function deny(
  Action: string | readonly string[],
  Resource: string | readonly string[] = '*',
  Condition?: object,
): Statement {
  return { ...allow(Action, Resource, Condition), Effect: 'Deny' };
}

/** A policy document as JSON. */
export function policy(...statements: readonly Statement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/** A trust policy for services. */
export function trust(...services: readonly string[]): string {
  return policy({ Effect: 'Allow', Principal: { Service: services }, Action: 'sts:AssumeRole' });
}

/** An emulator whose roles are held to their policies, with short words for making them. */
export class GuardedAccount {
  readonly emulator: TestEmulator['emulator'];
  readonly client: TestEmulator['client'];
  readonly #started: TestEmulator;

  private constructor(started: TestEmulator) {
    this.#started = started;
    this.emulator = started.emulator;
    this.client = started.client;
  }

  static async open(options: EmulatorOptions = {}): Promise<GuardedAccount> {
    return new GuardedAccount(await startTestEmulator(options));
  }

  /** Calls an operation as the account's root. */
  root<Output = Record<string, never>>(
    service: Parameters<TestEmulator['emulator']['aws']['call']>[0],
    operation: string,
    input: object = {},
  ): Promise<Output> {
    return this.emulator.aws.call<Output>(service, operation, input, { caller: this.emulator.rootCaller });
  }

  /** Makes a role that the account itself may assume, and these services; answers its ARN. */
  async role(name: string, statements: readonly Statement[], services: readonly string[] = []): Promise<string> {
    const trusting = policy(
      { Effect: 'Allow', Principal: { AWS: this.emulator.account }, Action: ['sts:AssumeRole', 'sts:TagSession'] },
      ...(services.length === 0 ? [] : [{ Effect: 'Allow', Principal: { Service: services }, Action: 'sts:AssumeRole' }]),
    );
    const { Role } = await this.root<{ Role: { Arn: string } }>('iam', 'CreateRole', {
      RoleName: name,
      AssumeRolePolicyDocument: trusting,
    });
    await this.allow(name, statements);
    return Role.Arn;
  }

  /** Gives a role these permissions and no others. */
  async allow(name: string, statements: readonly Statement[]): Promise<void> {
    if (statements.length === 0) return;
    await this.root('iam', 'PutRolePolicy', { RoleName: name, PolicyName: 'permissions', PolicyDocument: policy(...statements) });
  }

  /** What an AWS client needs to call as a session of a role. */
  async session(roleArn: string, more: object = {}): Promise<TestEmulator['client']> {
    const { Credentials } = await this.root<{
      Credentials: { AccessKeyId: string; SecretAccessKey: string; SessionToken: string };
    }>('sts', 'AssumeRole', { RoleArn: roleArn, RoleSessionName: 'test', ...more });
    const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = Credentials;
    return { ...this.client, credentials: { accessKeyId, secretAccessKey, sessionToken } };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#started[Symbol.asyncDispose]();
  }
}
