import { ExecuteChangeSetCommand, UpdateTerminationProtectionCommand } from '@aws-sdk/client-cloudformation';
import { type ChangeSet, createChangeSet, discardChangeSet, type StackSource } from './change-set.ts';
import { type ParseTemplate, templatePair } from './deployed-template.ts';
import { followRequest } from './follow-stack.ts';
import { prepareStack } from './prepare-stack.ts';
import { reviewChangeSet } from './review/review-stack.ts';
import { reviewText } from './review/review-text.ts';
import { openSession, type Session, type SessionOptions } from './session.ts';
import type { DeployedStack } from './stack.ts';
import { StackFailedError } from './stack-failed-error.ts';
import { firstFailure } from './stack-failure.ts';
import { isDeployed } from './stack-status.ts';

/** A stack to deploy. */
export interface DeployStackOptions extends SessionOptions, StackSource {
  /** Turns termination protection on after the deployment. Never turns it off. @default false */
  readonly terminationProtection?: boolean;
  /** Reads templates for the review. @default JSON.parse */
  readonly parseTemplate?: ParseTemplate;
}

/** Result of a deployment. A failed one throws. */
export interface StackOutcome {
  readonly status: 'deployed' | 'unchanged' | 'declined';
  readonly outputs: Readonly<Record<string, string>>;
}

/**
 * Deploys a stack: repairs it when its last deployment failed, creates a change set, shows what it changes, asks, executes it and prints the
 * events. A change set that is not executed is deleted.
 *
 * @throws StackFailedError with the first failure when CloudFormation cannot deploy the stack
 * @example
 * await deployStack({ cloudformation, stackName: 'ml-pipeline', templateBody, print: console.log });
 */
export async function deployStack(options: DeployStackOptions): Promise<StackOutcome> {
  const session = openSession(options);
  const { stackName } = options;
  session.signal?.throwIfAborted();
  const prepared = await prepareStack(session, stackName);
  if (prepared === 'declined') return { status: 'declined', outputs: {} };
  let { stack } = prepared;
  const changeSet = await createChangeSet(session, options, stack);
  let isExecuted = false;
  try {
    if (changeSet.isEmpty) {
      session.print(`${stackName}: no changes`);
    } else {
      if (options.print) options.print(await describeChanges(session, options, stack, changeSet));
      if (!(await session.confirm(`Deploy these changes to ${stackName}?`))) return { status: 'declined', outputs: {} };
      session.signal?.throwIfAborted();
      isExecuted = true;
      stack = await execute(session, stackName, changeSet);
    }
  } finally {
    if (!isExecuted) await discardChangeSet(session, changeSet);
  }
  if (options.terminationProtection && stack && !stack.isProtected) {
    await session.cloudformation.send(
      new UpdateTerminationProtectionCommand({ StackName: stack.id, EnableTerminationProtection: true }),
    );
    session.print(`${stackName}: termination protection is on`);
  }
  const outputs = stack?.outputs ?? {};
  if (Object.keys(outputs).length > 0) session.print(outputLines(session, stackName, outputs));
  return { status: isExecuted ? 'deployed' : 'unchanged', outputs };
}

async function describeChanges(
  session: Session,
  { stackName, templateBody, parseTemplate }: DeployStackOptions,
  stack: DeployedStack | undefined,
  changeSet: ChangeSet,
): Promise<string> {
  const templates = await templatePair(session, stack, templateBody, parseTemplate);
  return reviewText(reviewChangeSet({ stackName, stack, ...templates }, changeSet), session.palette);
}

async function execute(session: Session, stackName: string, { id, stackId }: ChangeSet): Promise<DeployedStack> {
  const { cloudformation, print, palette } = session;
  const { stack, events } = await followRequest(session, stackId, () =>
    cloudformation.send(new ExecuteChangeSetCommand({ ChangeSetName: id })),
  );
  if (!stack || !isDeployed(stack.status)) {
    throw new StackFailedError('deployed', stackName, stack?.status, firstFailure(events));
  }
  print(palette('succeeded', `${stackName}: deployed (${stack.status})`));
  return stack;
}

function outputLines({ palette }: Session, stackName: string, outputs: Readonly<Record<string, string>>): string {
  const width = Math.max(...Object.keys(outputs).map(({ length }) => length));
  const lines = Object.entries(outputs).map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
  return [palette('heading', `Outputs of ${stackName}`), ...lines].join('\n');
}
