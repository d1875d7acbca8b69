import { CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';

/** A stack as CloudFormation has it. */
export interface DeployedStack {
  readonly status: string;
  readonly statusReason: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** The values that its parameters have now. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** Reads a stack; undefined when there is none of the name. */
export async function deployedStack(region: string, StackName: string): Promise<DeployedStack | undefined> {
  const client = new CloudFormationClient({ region });
  let stack: Stack | undefined;
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }));
    [stack] = Stacks;
  } catch (error) {
    if (/does not exist/.test((error as Error).message)) return undefined;
    throw error;
  }
  if (!stack || stack.StackStatus === 'DELETE_COMPLETE') return undefined;
  return {
    status: `${stack.StackStatus}`,
    statusReason: stack.StackStatusReason ?? '',
    outputs: Object.fromEntries((stack.Outputs ?? []).map(({ OutputKey, OutputValue }) => [`${OutputKey}`, `${OutputValue}`])),
    parameters: Object.fromEntries(
      (stack.Parameters ?? []).map(({ ParameterKey, ParameterValue }) => [`${ParameterKey}`, `${ParameterValue}`]),
    ),
  };
}
