import { randomUUID } from 'node:crypto';
import {
  type Change,
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  type DescribeChangeSetCommandOutput,
  ListChangeSetsCommand,
  type Parameter,
} from '@aws-sdk/client-cloudformation';
import type { Session } from './session.ts';
import { type DeployedStack, readStack } from './stack.ts';

/** Settings of a change set. */
export interface StackSource {
  readonly stackName: string;
  /** The template as JSON or YAML, at most 51,200 bytes. */
  readonly templateBody: string;
  /** Values for the template's parameters. @default - the template's defaults */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Names of parameters that keep their deployed value when no value is given. @default - none: they get the template's default */
  readonly keptParameters?: readonly string[];
  /** @default - no tags */
  readonly tags?: Readonly<Record<string, string>>;
}

/** A change set that CloudFormation has computed. */
export interface ChangeSet {
  readonly id: string;
  /** ARN of the stack, which is in review when it does not exist yet. */
  readonly stackId: string;
  /** Whether it creates the stack. */
  readonly isNew: boolean;
  readonly isEmpty: boolean;
  readonly changes: readonly Change[];
  /** Values of all parameters after the change. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** The largest template that CloudFormation takes in a request, in bytes. */
export const MAX_TEMPLATE_BODY_BYTES = 51_200;

/**
 * Creates a change set under a unique name and waits until CloudFormation has computed it.
 *
 * @param stack the stack as it is. Undefined when there is none, or only one in review
 * @throws Error with CloudFormation's reason when the change set fails. No change set is left behind
 */
export async function createChangeSet(
  session: Session,
  source: StackSource,
  stack: DeployedStack | undefined,
): Promise<ChangeSet> {
  const { cloudformation } = session;
  const { stackName, templateBody } = source;
  const bytes = Buffer.byteLength(templateBody);
  if (bytes > MAX_TEMPLATE_BODY_BYTES) {
    throw new Error(
      `The template of ${stackName} has ${bytes} bytes. CloudFormation takes at most ${MAX_TEMPLATE_BODY_BYTES} in a request.`,
    );
  }
  const isNew = stack === undefined;
  const { Id = '', StackId = '' } = await cloudformation.send(
    new CreateChangeSetCommand({
      StackName: stackName,
      ChangeSetName: `stepmaker-${randomUUID()}`,
      ChangeSetType: isNew ? 'CREATE' : 'UPDATE',
      TemplateBody: templateBody,
      Capabilities: ['CAPABILITY_IAM'],
      Parameters: parametersOf(source, stack),
      Tags: Object.entries(source.tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
    }),
  );
  try {
    return { id: Id, stackId: StackId, isNew, ...(await computed(session, Id)) };
  } catch (error) {
    await discardChangeSet(session, { id: Id, stackId: StackId, isNew });
    throw error;
  }
}

/** Deletes a change set that was not executed, and a stack that only existed for its review. */
export async function discardChangeSet(
  { cloudformation }: Session,
  { id, stackId, isNew }: Pick<ChangeSet, 'id' | 'stackId' | 'isNew'>,
): Promise<void> {
  await cloudformation.send(new DeleteChangeSetCommand({ ChangeSetName: id }));
  if (!isNew || (await readStack(cloudformation, stackId))?.status !== 'REVIEW_IN_PROGRESS') return;
  const { Summaries = [] } = await cloudformation.send(new ListChangeSetsCommand({ StackName: stackId }));
  if (Summaries.every(({ ChangeSetId }) => ChangeSetId === id)) {
    await cloudformation.send(new DeleteStackCommand({ StackName: stackId }));
  }
}

function parametersOf({ parameters = {}, keptParameters = [] }: StackSource, stack: DeployedStack | undefined): Parameter[] {
  const given = Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }));
  const kept = keptParameters.filter((name) => !(name in parameters) && name in (stack?.parameters ?? {}));
  return [...given, ...kept.map((ParameterKey) => ({ ParameterKey, UsePreviousValue: true }))];
}

async function computed(session: Session, id: string): Promise<Pick<ChangeSet, 'isEmpty' | 'changes' | 'parameters'>> {
  for (;;) {
    session.signal?.throwIfAborted();
    const described = await describe(session, id);
    const { Status = '', StatusReason = '', changes, Parameters = [] } = described;
    if (Status === 'CREATE_COMPLETE' || isEmpty(Status, StatusReason)) {
      const parameters = Object.fromEntries(
        Parameters.map(({ ParameterKey = '', ParameterValue = '' }) => [ParameterKey, ParameterValue]),
      );
      return { isEmpty: Status !== 'CREATE_COMPLETE', changes, parameters };
    }
    if (Status === 'FAILED') throw new Error(`CloudFormation cannot plan the change of ${described.StackName}: ${StatusReason}`);
    await session.pause();
  }
}

async function describe(
  { cloudformation }: Session,
  ChangeSetName: string,
): Promise<DescribeChangeSetCommandOutput & { readonly changes: readonly Change[] }> {
  const changes: Change[] = [];
  let page: DescribeChangeSetCommandOutput | undefined;
  do {
    const { NextToken } = page ?? {};
    page = await cloudformation.send(new DescribeChangeSetCommand({ ChangeSetName, IncludePropertyValues: true, NextToken }));
    changes.push(...(page.Changes ?? []));
  } while (page.NextToken !== undefined);
  return { ...page, changes };
}

function isEmpty(status: string, reason: string): boolean {
  return status === 'FAILED' && /didn't contain changes|No updates are to be performed/.test(reason);
}
