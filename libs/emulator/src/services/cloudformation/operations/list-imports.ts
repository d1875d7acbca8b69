import type { ListImportsInput, ListImportsOutput } from '@aws-sdk/client-cloudformation';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { Stacks } from '../stacks.ts';
import { validationError } from '../template/validation-error.ts';

/**
 * Lists the names of the stacks that import an export.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListImports.html
 */
export function listImports(stacks: Stacks): OperationHandler<Given<ListImportsInput, 'ExportName'>, ListImportsOutput> {
  return (input, call) => {
    const users = stacks.importers(input.ExportName, call.region);
    if (users.length === 0) throw validationError(`Export '${input.ExportName}' is not imported by any stack.`);
    return { Imports: users };
  };
}
