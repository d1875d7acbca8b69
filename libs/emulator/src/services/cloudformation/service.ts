import type { Runtime } from '../../core/runtime.ts';
import type { Service } from '../../core/service.ts';
import { Deployments } from './deployments.ts';
import { cancelUpdateStack } from './operations/cancel-update-stack.ts';
import { continueUpdateRollback } from './operations/continue-update-rollback.ts';
import { createChangeSet } from './operations/create-change-set.ts';
import { createStack } from './operations/create-stack.ts';
import { deleteChangeSet } from './operations/delete-change-set.ts';
import { deleteStack } from './operations/delete-stack.ts';
import { describeChangeSet } from './operations/describe-change-set.ts';
import { describeEvents } from './operations/describe-events.ts';
import { describeStackEvents } from './operations/describe-stack-events.ts';
import { describeStackResource } from './operations/describe-stack-resource.ts';
import { describeStackResources } from './operations/describe-stack-resources.ts';
import { describeStacks } from './operations/describe-stacks.ts';
import { executeChangeSet } from './operations/execute-change-set.ts';
import { getStackPolicy } from './operations/get-stack-policy.ts';
import { getTemplate } from './operations/get-template.ts';
import { getTemplateSummary } from './operations/get-template-summary.ts';
import { listChangeSets } from './operations/list-change-sets.ts';
import { listExports } from './operations/list-exports.ts';
import { listImports } from './operations/list-imports.ts';
import { listStackResources } from './operations/list-stack-resources.ts';
import { listStacks } from './operations/list-stacks.ts';
import { rollbackStack } from './operations/rollback-stack.ts';
import { setStackPolicy } from './operations/set-stack-policy.ts';
import { updateStack } from './operations/update-stack.ts';
import { updateTerminationProtection } from './operations/update-termination-protection.ts';
import { validateTemplate } from './operations/validate-template.ts';
import { ALL_RESOURCE_TYPES } from './resource-types/all.ts';
import { Stacks } from './stacks.ts';

/**
 * AWS CloudFormation: stacks and change sets.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/Welcome.html
 */
export function createCloudFormationService(runtime: Runtime): Service {
  const stacks = new Stacks(runtime, ALL_RESOURCE_TYPES);
  const deployments = new Deployments(stacks);
  return {
    id: 'cloudformation',
    operations: {
      CancelUpdateStack: cancelUpdateStack(stacks, deployments),
      ContinueUpdateRollback: continueUpdateRollback(stacks, deployments),
      CreateChangeSet: createChangeSet(stacks),
      CreateStack: createStack(stacks, deployments),
      DeleteChangeSet: deleteChangeSet(stacks),
      DeleteStack: deleteStack(stacks, deployments),
      DescribeChangeSet: describeChangeSet(stacks),
      DescribeEvents: describeEvents(stacks),
      DescribeStackEvents: describeStackEvents(stacks),
      DescribeStackResource: describeStackResource(stacks),
      DescribeStackResources: describeStackResources(stacks),
      DescribeStacks: describeStacks(stacks),
      ExecuteChangeSet: executeChangeSet(stacks, deployments),
      GetStackPolicy: getStackPolicy(stacks),
      GetTemplate: getTemplate(stacks),
      GetTemplateSummary: getTemplateSummary(stacks),
      ListChangeSets: listChangeSets(stacks),
      ListExports: listExports(stacks),
      ListImports: listImports(stacks),
      ListStackResources: listStackResources(stacks),
      ListStacks: listStacks(stacks),
      RollbackStack: rollbackStack(stacks, deployments),
      SetStackPolicy: setStackPolicy(stacks),
      UpdateStack: updateStack(stacks, deployments),
      UpdateTerminationProtection: updateTerminationProtection(stacks),
      ValidateTemplate: validateTemplate(stacks),
    },
    start: () => deployments.resume(),
    stop: () => deployments.stop(),
    fetch: (request, path) => stacks.responses.fetch(request, path),
  };
}
