import type {
  CreateStateMachineInput,
  EncryptionConfiguration,
  LoggingConfiguration,
  TracingConfiguration,
} from '@aws-sdk/client-sfn';
import { AwsError } from '../../core/aws-error.ts';
import type { Caller } from '../../core/caller.ts';
import type { Runtime } from '../../core/runtime.ts';
import { invalidArn, invalidEncryptionConfiguration, invalidLoggingConfiguration } from './refusals.ts';
import type { Revision } from './state-machine.ts';

/** The configurations of a state machine with the defaults that AWS fills in. */
export type Configurations = Pick<Revision, 'loggingConfiguration' | 'tracingConfiguration' | 'encryptionConfiguration'>;

const NO_LOGGING: LoggingConfiguration = { level: 'OFF', includeExecutionData: false };
const NO_TRACING: TracingConfiguration = { enabled: false };
const AWS_KEY: EncryptionConfiguration = { type: 'AWS_OWNED_KEY' };

/**
 * Checks the configurations of a request; what it leaves out comes from `former`, or is AWS's default.
 *
 * @throws AwsError `InvalidLoggingConfiguration` where there is a level but no log group, or the log group's ARN is invalid;
 * `InvalidEncryptionConfiguration` where the key does not go with the type
 */
export function configurationsOf(
  request: Pick<CreateStateMachineInput, keyof Configurations>,
  former: Configurations = {
    loggingConfiguration: NO_LOGGING,
    tracingConfiguration: NO_TRACING,
    encryptionConfiguration: AWS_KEY,
  },
): Configurations {
  return {
    loggingConfiguration:
      request.loggingConfiguration === undefined ? former.loggingConfiguration : loggingOf(request.loggingConfiguration),
    tracingConfiguration: request.tracingConfiguration ?? former.tracingConfiguration,
    encryptionConfiguration:
      request.encryptionConfiguration === undefined
        ? former.encryptionConfiguration
        : encryptionOf(request.encryptionConfiguration),
  };
}

function loggingOf(given: LoggingConfiguration): LoggingConfiguration {
  const level = given.level ?? 'OFF';
  const destinations = given.destinations ?? [];
  if (level !== 'OFF' && destinations.length === 0)
    throw invalidLoggingConfiguration('Must specify at least one Log Destination.');
  if (destinations.length > 1) throw invalidLoggingConfiguration('Only one Log Destination can be specified.');
  for (const { cloudWatchLogsLogGroup } of destinations) {
    const arn = cloudWatchLogsLogGroup?.logGroupArn ?? '';
    if (!/^arn:aws[a-z-]*:logs:[a-z0-9-]+:\d{12}:log-group:[^:]+(:\*)?$/.test(arn)) {
      throw invalidLoggingConfiguration('Log Destination must be a CloudWatch Logs log group with an ARN that ends in ":*".');
    }
  }
  return {
    level,
    includeExecutionData: given.includeExecutionData ?? false,
    ...(destinations.length === 0 ? {} : { destinations }),
  };
}

/** Default reuse period of a data key, in seconds. */
const REUSE_SECONDS = 300;

/**
 * Checks an encryption configuration. Nothing is encrypted here: what is kept is what was asked for.
 *
 * @throws AwsError `InvalidEncryptionConfiguration`
 */
export function encryptionOf(given: EncryptionConfiguration): EncryptionConfiguration {
  const { type, kmsKeyId, kmsDataKeyReusePeriodSeconds = REUSE_SECONDS } = given;
  if (type === 'CUSTOMER_MANAGED_KMS_KEY') {
    if (kmsKeyId === undefined) throw invalidEncryptionConfiguration('kmsKeyId is required for type CUSTOMER_MANAGED_KMS_KEY');
    return { type, kmsKeyId, kmsDataKeyReusePeriodSeconds };
  }
  if (kmsKeyId !== undefined || given.kmsDataKeyReusePeriodSeconds !== undefined) {
    throw invalidEncryptionConfiguration('kmsKeyId and kmsDataKeyReusePeriodSeconds are for type CUSTOMER_MANAGED_KMS_KEY alone');
  }
  return AWS_KEY;
}

/**
 * Checks that Step Functions may act as a role for a state machine: it exists and trusts `states.amazonaws.com`.
 *
 * @throws AwsError `InvalidArn`, or `AccessDeniedException` as AWS answers
 */
export function requireRole(runtime: Runtime, roleArn: string, machineArn: string): Caller {
  if (!/^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/.test(roleArn)) throw invalidArn(`Invalid Role Arn: '${roleArn}'`);
  return assumeMachineRole(runtime, roleArn, 'StepFunctions', machineArn);
}

/** The session as which a state machine calls other services. @throws AwsError `AccessDeniedException` */
export function assumeMachineRole(runtime: Runtime, roleArn: string, sessionName: string, machineArn: string): Caller {
  try {
    return runtime.aws.assumeRole(roleArn, sessionName, 'states.amazonaws.com', machineArn);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new AwsError({
      code: 'AccessDeniedException',
      message:
        'Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.',
    });
  }
}
