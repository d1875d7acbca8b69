import { randomUUID } from 'node:crypto';
import type { CreateFunctionRequest, FunctionConfiguration } from '@aws-sdk/client-lambda';
import { notServed } from '../../core/aws-error.ts';
import type { Call } from '../../core/service.ts';
import { invalidParameter } from './errors.ts';
import { functionArn } from './function-name.ts';
import type { VersionRecord } from './function-store.ts';

/** The settings of `CreateFunction` and `UpdateFunctionConfiguration` that both take. */
type Settings = Partial<Omit<CreateFunctionRequest, 'FunctionName' | 'Code' | 'Publish' | 'Tags'>>;

/** Names that Lambda sets itself and does not let a function set. */
const RESERVED_VARIABLES: ReadonlySet<string> = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
]);

const MAXIMUM_ENVIRONMENT_BYTES = 4096;

/**
 * The settings of a version after a create or an update.
 *
 * @param before what it was; undefined for a new function
 * @throws AwsError where Lambda would refuse a setting, or by name where the embedded AWS does not serve it
 */
export function applySettings(
  settings: Settings,
  before: VersionRecord | undefined,
  call: Call,
  now: number,
): Omit<VersionRecord, 'name' | 'version' | 'codeSha256' | 'codeSizeBytes'> {
  refuseNotServed(settings);
  const runtime = settings.Runtime ?? before?.runtime;
  const handler = settings.Handler ?? before?.handler;
  if (!runtime) throw invalidParameter('Runtime is mandatory for functions created with deployment packages.');
  if (!handler) throw invalidParameter('Handler is mandatory for functions created with deployment packages.');
  if (!/^(nodejs|python3\.)\d+(\.x)?$/.test(runtime)) throw notServed(`The Lambda runtime ${runtime}`);
  const environment = settings.Environment ? { ...settings.Environment.Variables } : before?.environment;
  if (environment) checkEnvironment(environment);
  const timeoutSeconds = settings.Timeout ?? before?.timeoutSeconds ?? 3;
  if (timeoutSeconds > 900) throw aboveMaximum('timeout', timeoutSeconds, 900);
  const memoryMegabytes = settings.MemorySize ?? before?.memoryMegabytes ?? 128;
  if (memoryMegabytes > 10_240) throw aboveMaximum('memorySize', memoryMegabytes, 10_240);
  const deadLetter = settings.DeadLetterConfig ? settings.DeadLetterConfig.TargetArn || undefined : before?.deadLetterTargetArn;
  return {
    region: call.region,
    runtime,
    handler,
    role: settings.Role ?? before?.role ?? '',
    description: settings.Description ?? before?.description ?? '',
    timeoutSeconds,
    memoryMegabytes,
    ...(environment ? { environment } : {}),
    architectures: settings.Architectures ?? before?.architectures ?? ['x86_64'],
    ephemeralStorageMegabytes: settings.EphemeralStorage?.Size ?? before?.ephemeralStorageMegabytes ?? 512,
    tracingMode: settings.TracingConfig?.Mode ?? before?.tracingMode ?? 'PassThrough',
    logGroup: settings.LoggingConfig?.LogGroup ?? before?.logGroup ?? '',
    ...(deadLetter === undefined ? {} : { deadLetterTargetArn: deadLetter }),
    lastModified: new Date(now).toISOString().replace('Z', '+0000'),
    revisionId: randomUUID(),
  };
}

/** Status fields that Lambda returns for a settled function, and for one whose change was just requested. */
const STATES: Readonly<Record<'settled' | 'creating' | 'updating', Partial<FunctionConfiguration>>> = {
  settled: { State: 'Active', LastUpdateStatus: 'Successful' },
  creating: { State: 'Pending', StateReason: 'The function is being created.', StateReasonCode: 'Creating' },
  updating: {
    State: 'Active',
    LastUpdateStatus: 'InProgress',
    LastUpdateStatusReason: 'The function is being updated.',
  },
};

/** A version in the shape of `FunctionConfiguration`. `state` says what a change that has just been asked for is called. */
export function toConfiguration(
  record: VersionRecord,
  call: Call,
  { qualified = record.version !== '$LATEST', state = 'settled' }: { qualified?: boolean; state?: keyof typeof STATES } = {},
): FunctionConfiguration {
  return {
    FunctionName: record.name,
    FunctionArn: functionArn(call, record.name, qualified ? record.version : undefined),
    Runtime: record.runtime as NonNullable<FunctionConfiguration['Runtime']>,
    Role: record.role,
    Handler: record.handler,
    CodeSize: record.codeSizeBytes,
    Description: record.description,
    Timeout: record.timeoutSeconds,
    MemorySize: record.memoryMegabytes,
    LastModified: record.lastModified,
    CodeSha256: record.codeSha256,
    Version: record.version,
    ...(record.environment ? { Environment: { Variables: { ...record.environment } } } : {}),
    ...(record.deadLetterTargetArn ? { DeadLetterConfig: { TargetArn: record.deadLetterTargetArn } } : {}),
    TracingConfig: { Mode: record.tracingMode as 'PassThrough' },
    RevisionId: record.revisionId,
    ...STATES[state],
    PackageType: 'Zip',
    Architectures: [...record.architectures] as 'x86_64'[],
    EphemeralStorage: { Size: record.ephemeralStorageMegabytes },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    LoggingConfig: { LogFormat: 'Text', LogGroup: logGroupName(record) },
  };
}

/** The CloudWatch Logs group that a version writes to. */
export function logGroupName(record: Pick<VersionRecord, 'logGroup' | 'name'>): string {
  return record.logGroup || `/aws/lambda/${record.name}`;
}

/** Settings that AWS has and the embedded AWS does not: a value that asks for nothing is let through. */
function refuseNotServed(settings: Settings): void {
  const asked: [string, boolean][] = [
    ['VpcConfig', Boolean(settings.VpcConfig?.SubnetIds?.length || settings.VpcConfig?.SecurityGroupIds?.length)],
    ['PackageType Image', settings.PackageType === 'Image'],
    ['ImageConfig', settings.ImageConfig !== undefined],
    ['Layers', Boolean(settings.Layers?.length)],
    ['FileSystemConfigs', Boolean(settings.FileSystemConfigs?.length)],
    ['CodeSigningConfigArn', settings.CodeSigningConfigArn !== undefined],
    ['KMSKeyArn', Boolean(settings.KMSKeyArn)],
    ['SnapStart', settings.SnapStart?.ApplyOn === 'PublishedVersions'],
    ['LoggingConfig.LogFormat JSON', settings.LoggingConfig?.LogFormat === 'JSON'],
  ];
  const found = asked.find(([, isAsked]) => isAsked);
  if (found) throw notServed(`The Lambda setting ${found[0]}`);
}

function checkEnvironment(environment: Readonly<Record<string, string>>): void {
  const reserved = Object.keys(environment).filter((name) => RESERVED_VARIABLES.has(name));
  if (reserved.length > 0) {
    throw invalidParameter(
      `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`,
    );
  }
  if (Buffer.byteLength(JSON.stringify(environment)) > MAXIMUM_ENVIRONMENT_BYTES) {
    throw invalidParameter(
      `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: ${JSON.stringify(environment)}`,
    );
  }
}

function aboveMaximum(member: string, value: number, maximum: number): Error {
  return invalidParameter(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must have value less than or equal to ${maximum}`,
  );
}
