import type { Runtime } from '../../core/runtime.ts';
import type { Service } from '../../core/service.ts';
import { Deployments } from './deployments.ts';
import { createChangeSet } from './operations/create-change-set.ts';
import { createStack } from './operations/create-stack.ts';
import { deleteStack } from './operations/delete-stack.ts';
import { deleteChangeSet, describeChangeSet, listChangeSets } from './operations/describe-change-set.ts';
import { describeEvents, describeStackEvents } from './operations/describe-stack-events.ts';
import { describeStacks, listStacks } from './operations/describe-stacks.ts';
import { executeChangeSet } from './operations/execute-change-set.ts';
import { listExports, listImports } from './operations/exports.ts';
import { getTemplate, getTemplateSummary, validateTemplate } from './operations/get-template.ts';
import { cancelUpdateStack, continueUpdateRollback, rollbackStack } from './operations/roll-back-stack.ts';
import { getStackPolicy, setStackPolicy } from './operations/stack-policy.ts';
import { describeStackResource, describeStackResources, listStackResources } from './operations/stack-resources.ts';
import { updateTerminationProtection } from './operations/termination-protection.ts';
import { updateStack } from './operations/update-stack.ts';
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
