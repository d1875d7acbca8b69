import { readStack } from '@stepmaker/stack-deployer';
import { costTable } from '../cost/cost-table.ts';
import { stageCost } from '../cost/stage-cost.ts';
import { DEFAULT_STAGE } from '../stages/stages.ts';
import { defaultsOf } from './check-parameters.ts';
import type { StageSession } from './stage-session.ts';

/** Parameters that the core stack will have: given on the command line, else kept from the deployed stack, else defaults. */
export async function coreParameters({ request, stacks, given, options }: StageSession): Promise<Record<string, string>> {
  const { stackName, template } = stacks.core;
  const kept = request.stage === DEFAULT_STAGE ? (await readStack(options.cloudformation, stackName))?.parameters : {};
  return { ...defaultsOf(template.Parameters ?? {}), ...kept, ...given[stackName] };
}

/** Prints what the stage will cost. */
export function printCost(
  { request: { stage, addOns }, destination: { region }, prices, options }: StageSession,
  parameters: Readonly<Record<string, string>>,
): void {
  options.print(costTable(stageCost({ stage, region, addOns, parameters, prices })));
}
