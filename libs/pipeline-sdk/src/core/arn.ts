/** The parts of an ARN of Step Functions. */
export interface StatesArn {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** `stateMachine`, `execution` or another word of the service. */
  readonly resourceType: string;
  /** The state machine's name. */
  readonly stateMachineName: string;
  /** The execution's name, or a version or alias. */
  readonly rest?: string;
}

const STATES_ARN = /^arn:(aws[a-z-]*):states:([a-z0-9-]+):(\d{12}):([A-Za-z]+):([^:]+)(?::(.+))?$/;

/** Reads an ARN of Step Functions; undefined for any other text. */
export function parseStatesArn(arn: string): StatesArn | undefined {
  const match = STATES_ARN.exec(arn);
  if (match === null) return undefined;
  const [, partition = '', region = '', account = '', resourceType = '', stateMachineName = '', rest] = match;
  return { partition, region, account, resourceType, stateMachineName, ...(rest !== undefined && { rest }) };
}

/** The ARN of an execution by its state machine and its name. */
export function executionArnOf(stateMachineArn: string, name: string): string {
  const { partition, region, account, stateMachineName } = parseStatesArn(stateMachineArn) as StatesArn;
  return `arn:${partition}:states:${region}:${account}:execution:${stateMachineName}:${name}`;
}

/** The ARN of the state machine that an execution runs. */
export function stateMachineArnOf(executionArn: string): string | undefined {
  const arn = parseStatesArn(executionArn);
  return arn && `arn:${arn.partition}:states:${arn.region}:${arn.account}:stateMachine:${arn.stateMachineName}`;
}
