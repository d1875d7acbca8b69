import { randomUUID } from 'node:crypto';
import { AwsError } from '../../core/aws-error.ts';
import type { Runtime } from '../../core/runtime.ts';
import type { Call } from '../../core/service.ts';
import { EnvironmentPool } from './environment-pool.ts';
import { invalidParameter } from './errors.ts';
import { FunctionCode } from './function-code.ts';
import { type FunctionReference, functionArn, functionNotFound, parseFunctionName } from './function-name.ts';
import { type FunctionRecord, type FunctionStore, openFunctionStore, type VersionRecord } from './function-store.ts';
import { Invocations } from './invocation.ts';

/** A function found by its name: the record, the version meant, and what it was called. */
export interface FoundFunction {
  readonly reference: FunctionReference;
  /** Key of the record in the store, and with a `/` the prefix of the keys of what belongs to the function. */
  readonly key: string;
  readonly record: FunctionRecord;
  readonly version: VersionRecord;
}

/** Shared state of Lambda's operations: the functions of this server, their code and their processes. */
export class Functions {
  readonly runtime: Runtime;
  readonly store: FunctionStore;
  readonly code: FunctionCode;
  readonly pool: EnvironmentPool;
  readonly invocations: Invocations;

  constructor(runtime: Runtime) {
    this.runtime = runtime;
    this.store = openFunctionStore(runtime.store);
    this.code = new FunctionCode(runtime);
    this.pool = new EnvironmentPool(runtime, this.store, this.code);
    this.invocations = new Invocations(this.pool, runtime.metrics);
  }

  /**
   * Finds a function and the version that a qualifier (a number, an alias, `$LATEST`) stands for.
   *
   * @throws AwsError `ResourceNotFoundException`
   */
  find(functionName: string, qualifier: string | undefined, call: Call): FoundFunction {
    const reference = parseFunctionName(functionName, qualifier, call);
    const key = `${reference.region}/${reference.name}`;
    const record = this.store.functions.get(key);
    if (!record) throw functionNotFound(functionArn(call, reference.name, reference.qualifier));
    const version = this.store.versions.get(`${key}/${this.#resolve(key, reference.qualifier)}`);
    if (!version) throw functionNotFound(functionArn(call, reference.name, reference.qualifier));
    return { reference, key, record, version };
  }

  /** Publishes the code and settings of `$LATEST` as a version; where nothing has changed since the last one, that one. */
  publish(latest: VersionRecord, description: string | undefined): VersionRecord {
    const key = `${latest.region}/${latest.name}`;
    const record = this.store.functions.get(key);
    if (!record) throw invalidParameter(`Function not found: ${latest.name}`);
    const last = this.store.versions.get(`${key}/${record.nextVersion - 1}`);
    if (last?.publishedFrom === latest.revisionId) return last;
    const version: VersionRecord = {
      ...latest,
      version: String(record.nextVersion),
      description: description ?? latest.description,
      revisionId: randomUUID(),
      publishedFrom: latest.revisionId,
    };
    this.runtime.store.transaction(() => {
      this.store.versions.put(`${key}/${version.version}`, version);
      this.store.functions.put(key, { ...record, nextVersion: record.nextVersion + 1 });
    });
    return version;
  }

  /** @throws AwsError where a role is unknown or does not let Lambda assume it */
  checkRole(role: string, name: string): void {
    try {
      this.runtime.aws.assumeRole(role, name, 'lambda.amazonaws.com');
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw invalidParameter('The role defined for the function cannot be assumed by Lambda.');
    }
  }

  /** Removes deployment packages that no version holds any more. */
  async removeUnusedCode(hashes: Iterable<string>): Promise<void> {
    const used = new Set(this.store.versions.list().map(({ value }) => value.codeSha256));
    for (const hash of new Set(hashes)) if (!used.has(hash)) await this.code.remove(hash);
  }

  #resolve(key: string, qualifier = '$LATEST'): string {
    if (qualifier === '$LATEST' || /^\d+$/.test(qualifier)) return qualifier;
    const alias = this.store.aliases.get(`${key}/${qualifier}`);
    if (!alias) return qualifier;
    let pick = Math.random();
    for (const [version, weight] of Object.entries(alias.weights ?? {})) {
      pick -= weight;
      if (pick < 0) return version;
    }
    return alias.functionVersion;
  }
}

/** @throws AwsError `PreconditionFailedException` where the caller knows an older revision */
export function checkRevision(asked: string | undefined, actual: string): void {
  if (asked === undefined || asked === actual) return;
  throw new AwsError({
    code: 'PreconditionFailedException',
    message:
      'The RevisionId provided does not match the latest RevisionId. Call the GetFunction/GetAlias API to retrieve the latest RevisionId',
    httpStatus: 412,
    members: { Type: 'User' },
  });
}
