import type { EncryptionConfiguration, LoggingConfiguration, TracingConfiguration } from '@aws-sdk/client-sfn';

/** Definition and settings of an execution: a state machine as it was at one update. Executions keep the revision that they were started with. */
export interface Revision {
  /** Row of the revision; executions refer to it. */
  readonly id: number;
  readonly machineArn: string;
  readonly name: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly definition: string;
  readonly roleArn: string;
  /** Absent for the first revision, as on AWS. */
  readonly revisionId?: string;
  /** Epoch milliseconds. */
  readonly updateDate: number;
  readonly loggingConfiguration: LoggingConfiguration;
  readonly tracingConfiguration: TracingConfiguration;
  readonly encryptionConfiguration: EncryptionConfiguration;
  /** Label of the Distributed Map state that made this machine of child executions. */
  readonly label?: string;
  readonly mapRunArn?: string;
}

/** A state machine as the store keeps it. */
export interface StateMachine {
  readonly arn: string;
  readonly name: string;
  readonly status: 'ACTIVE' | 'DELETING';
  /** Epoch milliseconds. */
  readonly creationDate: number;
  /** The current revision. */
  readonly revision: number;
  /** The number that the last published version got; 0 before the first. */
  readonly lastVersion: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** A published version. */
export interface StateMachineVersion {
  readonly arn: string;
  readonly machineArn: string;
  readonly number: number;
  readonly revision: number;
  readonly description?: string;
  /** Epoch milliseconds. */
  readonly creationDate: number;
}

/** An alias that routes to one version or two. */
export interface StateMachineAlias {
  readonly arn: string;
  readonly machineArn: string;
  readonly name: string;
  readonly description?: string;
  readonly routes: readonly { readonly versionArn: string; readonly weight: number }[];
  /** Epoch milliseconds. */
  readonly creationDate: number;
  readonly updateDate: number;
}
