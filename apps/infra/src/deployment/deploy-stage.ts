import { paginateListServiceQuotas, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { deployStack, readStack } from '@stepmaker/stack-deployer';
import { DEFAULT_STAGE, stages } from '../stages/stages.ts';
import { checkDeployment } from './check-deployment.ts';
import { checkQuotas } from './check-quotas.ts';
import { isBefore } from './planned-stacks.ts';
import { coreParameters, printCost } from './print-cost.ts';
import { outputsForCore, stackSource } from './stack-source.ts';
import type { StageSession } from './stage-session.ts';

/**
 * Deploys the stacks of a stage one after the other, each after its review. What comes before the core stack hands its outputs over as
 * parameters.
 *
 * @returns the exit code
 * @throws Error with every problem that can be found before anything is deployed
 */
export async function deployStage(session: StageSession): Promise<number> {
  const { request, stacks, options } = session;
  await checkStage(session);
  const handed: Record<string, string> = {};
  for (const stack of stacks.inOrder) {
    const { status, outputs } = await deployStack({
      ...options,
      ...stackSource(session, stack, handed),
      terminationProtection: stack.terminationProtection === true,
      confirm: session.confirm,
    });
    if (status === 'declined') {
      options.print(`${stack.stackName}: nothing was deployed`);
      return 1;
    }
    if (isBefore(stack, stacks.core)) Object.assign(handed, outputsForCore(outputs));
  }
  if (!request.isLocal) options.print(`To see what it costs at any time: npx nx cost infra${stageOption(request.stage)}`);
  return 0;
}

/** Looks for what would be refused, and prints what it will cost and which quotas are missing. */
async function checkStage(session: StageSession): Promise<void> {
  const { request, destination, clientConfig, stacks, given, options } = session;
  const { cloudformation, print, palette } = options;
  const { stage, isLocal } = request;
  const { core, coreFirst } = stacks;
  const planned = coreFirst.map(({ stackName, template }) => ({
    parameters: template.Parameters ?? {},
    given: given[stackName] ?? {},
  }));
  const bucketName = (await readStack(cloudformation, core.stackName))?.outputs['BucketName'];
  const problems = await checkDeployment(stages[stage], destination, planned, { clientConfig, bucketName });
  if (problems.length > 0) throw new Error(`nothing was deployed.\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  if (isLocal) return;
  const parameters = await coreParameters(session);
  printCost(session, parameters);
  const client = new ServiceQuotasClient({ ...clientConfig, maxAttempts: 3 });
  const quotas = paginateListServiceQuotas({ client, pageSize: 100 }, { ServiceCode: 'sagemaker' });
  for (const warning of await checkQuotas(quotas, parameters, destination.region)) print(palette('warning', warning));
  client.destroy();
}

function stageOption(stage: string): string {
  return stage === DEFAULT_STAGE ? '' : ` --configuration=${stage}`;
}
