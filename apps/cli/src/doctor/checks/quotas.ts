import type { Parameter } from '@aws-sdk/client-cloudformation';
import { lacksInstanceType } from '@stepmaker/asl/pipeline/instance-types';
import { instanceQuotas, quotaRequest } from '@stepmaker/pipeline-sdk';
import type { ClientConfig } from '../../target/apply-target.ts';
import type { CompleteOutput } from '../../target/complete-output.ts';
import { type Target, targetArguments } from '../../target/target.ts';
import { type Check, missing, ok, warn } from '../check.ts';
import { readTemplate } from '../template.ts';

/** Checks that the region has the stack's instance types and that the account may run them; without a stack, those of the template's defaults. */
export function quotasCheck(target: Target, config: ClientConfig, region: () => Promise<string>): Check {
  return {
    name: 'Quotas',
    run: async () => {
      const template = readTemplate();
      if (template === undefined)
        return warn('the template is not built, so its instance types are not known', 'npx nx build pipeline-artifacts');
      const here = await region();
      const parameters = { ...defaultsOf(template.Parameters), ...(await parametersOf(target.stackName, config)) };
      const lacking = Object.entries(parameters).filter(([, value]) => lacksInstanceType(here, value));
      if (lacking.length > 0)
        return missing(
          `${here} does not have ${lacking.map(([name, value]) => `${value} (${name})`).join(', ')}`,
          ['stepmaker deploy', ...targetArguments(target), ...lacking.map(([name]) => `--parameter ${name}=ml.m5.large`)].join(
            ' ',
          ),
        );
      const { paginateListServiceQuotas, ServiceQuotasClient } = await import('@aws-sdk/client-service-quotas');
      const client = new ServiceQuotasClient({ ...config, maxAttempts: 3 });
      const pages = paginateListServiceQuotas({ client, pageSize: 100 }, { ServiceCode: 'sagemaker' });
      const quotas = await instanceQuotas(pages, parameters, here);
      const text = quotas.map(({ name, value }) => `${name}: ${value ?? 'not known'}`).join(', ');
      const none = quotas.filter(({ value }) => value === 0);
      if (none.length > 0) return missing(text, none.map((quota) => quotaRequest(quota, here)).join('; '));
      return quotas.some(({ value }) => value === undefined) ? warn(text) : ok(text);
    },
  };
}

function defaultsOf(parameters: Readonly<Record<string, { readonly Default?: string | number }>>): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).map(([name, { Default = '' }]) => [name, String(Default)]));
}

/** Parameters of the deployed stack; none where it is not deployed. */
async function parametersOf(StackName: string, config: ClientConfig): Promise<Record<string, string>> {
  const { CloudFormationClient, DescribeStacksCommand } = await import('@aws-sdk/client-cloudformation');
  const client = new CloudFormationClient({ ...config, maxAttempts: 2 });
  const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName })).catch((error: Error) => {
    if (/does not exist/.test(error.message)) return { Stacks: [] };
    throw error;
  });
  const parameters = (stack?.Parameters ?? []) as CompleteOutput<Parameter>[];
  return Object.fromEntries(parameters.map(({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue]));
}
