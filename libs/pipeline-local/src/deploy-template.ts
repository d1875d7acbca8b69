import type { CloudFormationClient, Parameter, Stack, StackEvent } from '@aws-sdk/client-cloudformation';

/** A template to be deployed as a stack. */
export interface DeployOptions {
  readonly cloudformation: CloudFormationClient;
  readonly stackName: string;
  readonly templateBody: string;
  /** @default - the template's defaults */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Time between two looks at the stack, in milliseconds. @default 50: for the embedded AWS; AWS throttles long before that */
  readonly pollIntervalMillis?: number;
  /** Ends the waiting, not the deployment. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Deploys a template through CloudFormation's API: creates the stack, or updates it where the template has changed. Gives its outputs.
 *
 * @throws Error with the first resource's reason when the stack cannot be deployed
 */
export async function deployTemplate({
  cloudformation,
  stackName,
  templateBody,
  parameters = {},
  pollIntervalMillis = 50,
  signal,
}: DeployOptions): Promise<Record<string, string>> {
  const { CreateStackCommand, DeleteStackCommand, UpdateStackCommand } = await import('@aws-sdk/client-cloudformation');
  const request = {
    StackName: stackName,
    TemplateBody: templateBody,
    Capabilities: ['CAPABILITY_IAM' as const],
    Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]): Parameter => ({ ParameterKey, ParameterValue })),
  };
  let stack = await settled(cloudformation, stackName, pollIntervalMillis, signal);
  if (stack !== undefined && !isUsable(stack)) {
    await cloudformation.send(new DeleteStackCommand({ StackName: stackName }));
    stack = await settled(cloudformation, stackName, pollIntervalMillis, signal);
  }
  if (stack === undefined) {
    await cloudformation.send(new CreateStackCommand(request));
  } else if (!(await updated(() => cloudformation.send(new UpdateStackCommand(request))))) {
    return outputsOf(stack);
  }
  const deployed = await settled(cloudformation, stackName, pollIntervalMillis, signal);
  if (deployed === undefined || !isUsable(deployed)) {
    throw new Error(
      `The stack ${stackName} could not be deployed (${deployed?.StackStatus ?? 'gone'}): ${await firstReason(cloudformation, stackName)}`,
    );
  }
  return outputsOf(deployed);
}

/** False when CloudFormation finds nothing to update. */
async function updated(update: () => Promise<unknown>): Promise<boolean> {
  try {
    await update();
    return true;
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('No updates are to be performed')) return false;
    throw error;
  }
}

/** The stack once nothing is in progress; undefined when there is none. */
async function settled(
  cloudformation: CloudFormationClient,
  stackName: string,
  pollIntervalMillis: number,
  signal?: AbortSignal,
): Promise<Stack | undefined> {
  const { DescribeStacksCommand } = await import('@aws-sdk/client-cloudformation');
  for (;;) {
    signal?.throwIfAborted();
    let stack: Stack | undefined;
    try {
      stack = (await cloudformation.send(new DescribeStacksCommand({ StackName: stackName }))).Stacks?.[0];
    } catch (error) {
      if (error instanceof Error && error.message.includes('does not exist')) return undefined;
      throw error;
    }
    if (stack?.StackStatus === 'DELETE_COMPLETE') return undefined;
    if (!stack?.StackStatus?.endsWith('_IN_PROGRESS')) return stack;
    await new Promise((resolve) => setTimeout(resolve, pollIntervalMillis));
  }
}

function isUsable({ StackStatus }: Stack): boolean {
  return StackStatus === 'CREATE_COMPLETE' || StackStatus === 'UPDATE_COMPLETE' || StackStatus === 'UPDATE_ROLLBACK_COMPLETE';
}

function outputsOf({ Outputs = [] }: Stack): Record<string, string> {
  return Object.fromEntries(Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
}

async function firstReason(cloudformation: CloudFormationClient, stackName: string): Promise<string> {
  const { DescribeStackEventsCommand } = await import('@aws-sdk/client-cloudformation');
  const { StackEvents = [] } = await cloudformation.send(new DescribeStackEventsCommand({ StackName: stackName }));
  const failed = StackEvents.filter(({ ResourceStatus }: StackEvent) => ResourceStatus?.endsWith('_FAILED')).at(-1);
  return failed ? `${failed.LogicalResourceId}: ${failed.ResourceStatusReason}` : 'no event says why';
}
