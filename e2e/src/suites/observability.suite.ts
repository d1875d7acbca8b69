import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import {
  CloudWatchClient,
  GetDashboardCommand,
  paginateDescribeAlarms,
  paginateListDashboards,
} from '@aws-sdk/client-cloudwatch';
import { templateBody } from '@stepmaker/pipeline-artifacts';
import { deployTemplate } from '@stepmaker/pipeline-local';
import { describe, expect } from 'vitest';
import { deleteStack } from '../targets/deployment.ts';
import type { TargetKind } from '../targets/target.ts';
import { type Suite, scenario } from './suite.ts';

/** The add-on stack that watches the pipeline. */
export const observability: Suite = (context) => {
  describe('the observability stack', () => {
    scenario(
      context,
      'makes a dashboard and alarms that name this pipeline',
      { needs: ['observability'] },
      async ({ main, clientConfig, kind }) => {
        await using stack = new AsyncDisposableStack();
        const cloudformation = new CloudFormationClient(clientConfig);
        const cloudwatch = new CloudWatchClient(clientConfig);
        stack.defer(async () => {
          for (const client of [cloudformation, cloudwatch]) client.destroy();
        });
        const stackName = `${main.stackName}-observability`;
        const pollIntervalMillis = kind.name === 'aws' ? 5000 : 100;
        stack.defer(() => deleteStack(cloudformation, stackName, { pollIntervalMillis, limitMillis: 600_000 }));

        await deployTemplate({
          cloudformation,
          stackName,
          templateBody: await templateFor(kind),
          parameters: { PipelineStackName: main.stackName },
          pollIntervalMillis,
        });

        const alarms: string[] = [];
        for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client: cloudwatch }, {}))
          alarms.push(...MetricAlarms.map(({ AlarmName = '' }) => AlarmName).filter((name) => name.includes(main.stackName)));
        const dashboards: string[] = [];
        for await (const { DashboardEntries = [] } of paginateListDashboards({ client: cloudwatch }, {}))
          dashboards.push(...DashboardEntries.map(({ DashboardName = '' }) => DashboardName));
        const own = dashboards.filter((name) => name.includes(main.stackName));
        expect(alarms.length).toBeGreaterThan(2);
        expect(own).toHaveLength(1);
        const { DashboardBody = '' } = await cloudwatch.send(new GetDashboardCommand({ DashboardName: own[0] }));
        expect(DashboardBody).toContain(main.outputs['StateMachineArn']);
      },
    );
  });
};

/** The add-on's template; where the target knows no budgets, without the one that is not asked for anyway. */
async function templateFor(kind: TargetKind): Promise<string> {
  const template = JSON.parse(templateBody('ml-pipeline-observability')) as {
    Resources: Record<string, { readonly Type: string }>;
  };
  if (kind.can.budgets !== true)
    for (const [name, { Type }] of Object.entries(template.Resources))
      if (Type === 'AWS::Budgets::Budget') delete template.Resources[name];
  return JSON.stringify(template);
}
