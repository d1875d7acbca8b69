import { type CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';

/** A stack as CloudFormation has it. */
export interface DeployedStack {
  /** The ARN, which still finds the stack after its deletion. */
  readonly id: string;
  readonly status: string;
  /** Empty when CloudFormation gives no reason. */
  readonly statusReason: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** The values that its parameters have now. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly isProtected: boolean;
}

/** Reads a stack by its name or ARN. Undefined when no such stack exists; a deleted one is found by its ARN only. */
export async function readStack(cloudformation: CloudFormationClient, StackName: string): Promise<DeployedStack | undefined> {
  let stack: Stack | undefined;
  try {
    const { Stacks = [] } = await cloudformation.send(new DescribeStacksCommand({ StackName }));
    [stack] = Stacks;
  } catch (error) {
    if (error instanceof Error && error.message.includes('does not exist')) return undefined;
    throw error;
  }
  if (!stack || (stack.StackStatus === 'DELETE_COMPLETE' && !StackName.startsWith('arn:'))) return undefined;
  const { Outputs = [], Parameters = [] } = stack;
  return {
    id: stack.StackId ?? StackName,
    status: `${stack.StackStatus}`,
    statusReason: stack.StackStatusReason ?? '',
    outputs: Object.fromEntries(Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue])),
    parameters: Object.fromEntries(
      Parameters.map(({ ParameterKey = '', ParameterValue = '' }) => [ParameterKey, ParameterValue]),
    ),
    isProtected: stack.EnableTerminationProtection === true,
  };
}
