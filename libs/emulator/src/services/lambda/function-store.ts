import type { Collection, Store } from '../../core/store.ts';

/** Data of a function that its versions share. */
export interface FunctionRecord {
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  /** The number the next published version gets. */
  readonly nextVersion: number;
  readonly reservedConcurrency?: number;
}

/** One version of a function: its code and its settings. `$LATEST` is the one that changes. */
export interface VersionRecord {
  readonly region: string;
  readonly name: string;
  readonly version: string;
  readonly runtime: string;
  readonly role: string;
  readonly handler: string;
  readonly description: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly architectures: readonly string[];
  readonly ephemeralStorageMegabytes: number;
  readonly tracingMode: string;
  readonly logGroup: string;
  readonly deadLetterTargetArn?: string;
  /** SHA-256 of the deployment package, base64. */
  readonly codeSha256: string;
  readonly codeSizeBytes: number;
  /** ISO 8601 with offset, as AWS writes it. */
  readonly lastModified: string;
  readonly revisionId: string;
  /** Revision of `$LATEST` that was published as this version. */
  readonly publishedFrom?: string;
}

/** A name that points at a version. */
export interface AliasRecord {
  readonly name: string;
  readonly functionVersion: string;
  readonly description: string;
  /** Further versions and the share of calls each gets. */
  readonly weights?: Readonly<Record<string, number>>;
  readonly revisionId: string;
}

/** The resource policy of a function, a version or an alias. */
export interface PolicyRecord {
  readonly statements: readonly Readonly<Record<string, unknown>>[];
  readonly revisionId: string;
}

/** Settings of a function's asynchronous calls. */
export interface EventInvokeConfigRecord {
  readonly qualifier: string;
  readonly lastModifiedMillis: number;
  readonly maximumRetryAttempts?: number;
  readonly maximumEventAgeInSeconds?: number;
  readonly onSuccess?: string;
  readonly onFailure?: string;
}

/** All that Lambda keeps. Keys begin with `<region>/<function>`. */
export interface FunctionStore {
  readonly functions: Collection<FunctionRecord>;
  readonly versions: Collection<VersionRecord>;
  readonly aliases: Collection<AliasRecord>;
  readonly policies: Collection<PolicyRecord>;
  readonly eventInvokeConfigs: Collection<EventInvokeConfigRecord>;
  /** Log streams of the environments that are alive, by process id: what a killed server left can be found and ended. */
  readonly processes: Collection<{ readonly logStream: string }>;
}

/** Opens the collections of Lambda. */
export function openFunctionStore(store: Store): FunctionStore {
  return {
    functions: store.collection('lambda.function'),
    versions: store.collection('lambda.version'),
    aliases: store.collection('lambda.alias'),
    policies: store.collection('lambda.policy'),
    eventInvokeConfigs: store.collection('lambda.event-invoke-config'),
    processes: store.collection('lambda.process'),
  };
}
