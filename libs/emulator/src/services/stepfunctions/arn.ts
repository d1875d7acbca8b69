import { type ArnScope, arn as buildArn } from '../../core/arn.ts';
import { invalidArn } from './refusals.ts';

/** The ARN of a state machine, or of one of its versions, aliases or Distributed Map states. */
export interface StateMachineArn extends ArnScope {
  /** The whole ARN as given. */
  readonly arn: string;
  /** The ARN without version, alias or label. */
  readonly machineArn: string;
  readonly name: string;
  /** A version's number or an alias's name. */
  readonly qualifier?: string;
  /** The label of a Distributed Map state: `stateMachine:name/label`. */
  readonly label?: string;
}

/** The ARN of an execution, `…:execution:machine:name` or `…:express:machine:name:id`. */
export interface ExecutionArn extends ArnScope {
  readonly arn: string;
  readonly kind: 'execution' | 'express';
  readonly machineName: string;
  readonly name: string;
}

const ARN = /^arn:(aws[a-z-]*):states:([a-z0-9-]*):(\d{12}):([^:]+):(.+)$/s;

interface ParsedArn extends ArnScope {
  readonly kind: string;
  readonly rest: string;
}

function parse(arn: string): ParsedArn {
  const match = ARN.exec(arn);
  if (match === null) throw invalidArn(`Invalid ARN prefix: ${arn}`);
  const [, partition = '', region = '', account = '', kind = '', rest = ''] = match;
  return { partition, region, account, kind, rest };
}

function wrongType(kind: string): Error {
  return invalidArn(`Resource type not valid in this context: ${kind}`);
}

/** Reads the ARN of a state machine, qualified or not. @throws AwsError `InvalidArn` */
export function parseStateMachineArn(arn: string): StateMachineArn {
  const { kind, rest, ...scope } = parse(arn);
  if (kind !== 'stateMachine') throw wrongType(kind);
  const [path = '', qualifier, extra] = rest.split(':');
  const [name = '', label, more] = path.split('/');
  if (name === '' || qualifier === '' || extra !== undefined || more !== undefined) {
    throw invalidArn(`Invalid ARN: ${arn}`);
  }
  return {
    ...scope,
    arn,
    name,
    machineArn: buildArn('states', scope, `stateMachine:${name}`),
    ...(qualifier === undefined ? {} : { qualifier }),
    ...(label === undefined ? {} : { label }),
  };
}

/** Reads the ARN of an execution. @throws AwsError `InvalidArn` */
export function parseExecutionArn(arn: string): ExecutionArn {
  const { kind, rest, ...scope } = parse(arn);
  if (kind !== 'execution' && kind !== 'express') throw wrongType(kind);
  const [machineName = '', name = ''] = rest.split(':');
  if (name === '') throw invalidArn(`Invalid ARN: ${arn}`);
  return { ...scope, arn, kind, machineName, name };
}

/** Checks that an ARN is one of an activity. @throws AwsError `InvalidArn` */
export function requireActivityArn(arn: string): void {
  const { kind } = parse(arn);
  if (kind !== 'activity') throw wrongType(kind);
}

/** Checks that an ARN is one of a Map Run. @throws AwsError `InvalidArn` */
export function requireMapRunArn(arn: string): void {
  const { kind } = parse(arn);
  if (kind !== 'mapRun') throw wrongType(kind);
}

/** Returns the kind of resource that an ARN names, for tags. @throws AwsError `InvalidArn` */
export function resourceKind(arn: string): string {
  return parse(arn).kind;
}
