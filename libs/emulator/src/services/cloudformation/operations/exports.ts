import type { ListExportsInput, ListExportsOutput, ListImportsInput, ListImportsOutput } from '@aws-sdk/client-cloudformation';
import type { OperationHandler } from '../../../core/service.ts';
import { pageOf } from '../page.ts';
import type { Stacks } from '../stacks.ts';
import { validationError } from '../template/validation-error.ts';

const PAGE_SIZE = 100;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListExports.html */
export function listExports(stacks: Stacks): OperationHandler<ListExportsInput, ListExportsOutput> {
  return (input, call) => {
    const { items, nextToken } = pageOf(stacks.exports(call.region), input.NextToken, PAGE_SIZE);
    return {
      Exports: items.map(({ stack, name, output }) => ({ ExportingStackId: stack.id, Name: name, Value: output.value })),
      ...(nextToken === undefined ? {} : { NextToken: nextToken }),
    };
  };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListImports.html */
export function listImports(stacks: Stacks): OperationHandler<ListImportsInput, ListImportsOutput> {
  return (input, call) => {
    const users = stacks.importers(input.ExportName ?? '', call.region);
    if (users.length === 0) throw validationError(`Export '${input.ExportName}' is not imported by any stack.`);
    return { Imports: users };
  };
}
