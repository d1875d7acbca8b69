import type {
  DescribeStacksInput,
  DescribeStacksOutput,
  ListStacksInput,
  ListStacksOutput,
  Stack,
  StackSummary,
} from '@aws-sdk/client-cloudformation';
import type { OperationHandler } from '../../../core/service.ts';
import { pageOf } from '../page.ts';
import { parameterTexts } from '../stack-inputs.ts';
import type { StackInputs, StackRecord } from '../stack-store.ts';
import type { Stacks } from '../stacks.ts';
import { isMasked, MASKED } from '../template/parameters.ts';
import { readTemplate } from '../template/template.ts';

const PAGE_SIZE = 100;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html */
export function describeStacks(stacks: Stacks): OperationHandler<DescribeStacksInput, DescribeStacksOutput> {
  return (input, call) => {
    if (input.StackName !== undefined) return { Stacks: [toStack(stacks.get(input.StackName, call))] };
    const live = stacks.all(call.region).filter(({ status }) => status !== 'DELETE_COMPLETE');
    const { items, nextToken } = pageOf(live, input.NextToken, PAGE_SIZE);
    return { Stacks: items.map(toStack), ...(nextToken === undefined ? {} : { NextToken: nextToken }) };
  };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStacks.html */
export function listStacks(stacks: Stacks): OperationHandler<ListStacksInput, ListStacksOutput> {
  return (input, call) => {
    const wanted = new Set<string>(input.StackStatusFilter ?? []);
    const found = stacks.all(call.region).filter(({ status }) => wanted.size === 0 || wanted.has(status));
    const { items, nextToken } = pageOf(found, input.NextToken, PAGE_SIZE);
    return { StackSummaries: items.map(toSummary), ...(nextToken === undefined ? {} : { NextToken: nextToken }) };
  };
}

/** Parameters as they are shown: those with `NoEcho` masked, those of Systems Manager with what they stand for. */
export function shownParameters({ templateBody, parameters }: StackInputs): NonNullable<Stack['Parameters']> {
  const declared = readTemplate(templateBody, parameterTexts([], parameters)).parameters;
  return parameters.map(({ key, value, resolved }) => ({
    ParameterKey: key,
    ParameterValue: isMasked(declared[key]) ? MASKED : value,
    ...(declared[key]?.Type.startsWith('AWS::SSM::Parameter::Value<')
      ? { ResolvedValue: Array.isArray(resolved) ? resolved.join(',') : String(resolved) }
      : {}),
  }));
}

function toStack(stack: StackRecord): Stack {
  return {
    StackId: stack.id,
    StackName: stack.name,
    ...(stack.changeSetId === undefined ? {} : { ChangeSetId: stack.changeSetId }),
    ...(stack.description === undefined ? {} : { Description: stack.description }),
    Parameters: shownParameters(stack),
    CreationTime: new Date(stack.createdMillis),
    ...(stack.deletedMillis === undefined ? {} : { DeletionTime: new Date(stack.deletedMillis) }),
    ...(stack.updatedMillis === undefined ? {} : { LastUpdatedTime: new Date(stack.updatedMillis) }),
    RollbackConfiguration: (stack.rollbackConfiguration ?? {}) as NonNullable<Stack['RollbackConfiguration']>,
    StackStatus: stack.status as NonNullable<Stack['StackStatus']>,
    ...(stack.statusReason === undefined ? {} : { StackStatusReason: stack.statusReason }),
    DisableRollback: stack.disableRollback,
    NotificationARNs: [...stack.notificationArns],
    ...(stack.timeoutMinutes === undefined ? {} : { TimeoutInMinutes: stack.timeoutMinutes }),
    Capabilities: [...stack.capabilities] as NonNullable<Stack['Capabilities']>,
    Outputs: stack.outputs.map(({ key, value, description, exportName }) => ({
      OutputKey: key,
      OutputValue: value,
      ...(description === undefined ? {} : { Description: description }),
      ...(exportName === undefined ? {} : { ExportName: exportName }),
    })),
    ...(stack.roleArn === undefined ? {} : { RoleARN: stack.roleArn }),
    Tags: Object.entries(stack.tags).map(([Key, Value]) => ({ Key, Value })),
    EnableTerminationProtection: stack.terminationProtection,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}

function toSummary(stack: StackRecord): StackSummary {
  return {
    StackId: stack.id,
    StackName: stack.name,
    ...(stack.description === undefined ? {} : { TemplateDescription: stack.description }),
    CreationTime: new Date(stack.createdMillis),
    ...(stack.updatedMillis === undefined ? {} : { LastUpdatedTime: new Date(stack.updatedMillis) }),
    ...(stack.deletedMillis === undefined ? {} : { DeletionTime: new Date(stack.deletedMillis) }),
    StackStatus: stack.status as NonNullable<StackSummary['StackStatus']>,
    ...(stack.statusReason === undefined ? {} : { StackStatusReason: stack.statusReason }),
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}
