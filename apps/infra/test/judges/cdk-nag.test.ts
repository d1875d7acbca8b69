import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CfnElement, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it, vi } from 'vitest';
import { PipelineApp } from '../../src/pipeline-app.ts';
import { ADD_ONS } from '../../src/stages/stage-config.ts';
import { type Finding, judged } from './findings.ts';

/** What the report of the CDK's validation says of one rule. */
interface Violation {
  readonly ruleName: string;
  readonly violatingConstructs: readonly { readonly constructPath: string }[];
}

describe('cdk-nag', () => {
  it('finds nothing by the rules of AWS Solutions but what is explained', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'infra-nag-'));
    const silence = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      const app = new PipelineApp({ stage: 'stepmaker', addOns: ADD_ONS, outdir });
      Validations.of(app).addPlugins(new AwsSolutionsChecks(app));

      // The findings are in the report; that there are some, it says by throwing.
      expect(() => app.synth()).toThrow(/A copy of this report/);

      const { pluginReports } = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8'));
      const violations: Violation[] = pluginReports.flatMap((report: { readonly violations: Violation[] }) => report.violations);
      const { open, unused } = judged(
        'cdk-nag',
        violations.flatMap((violation) => toFindings(app, violation)),
      );
      expect(open).toEqual([]);
      expect(unused).toEqual([]);
    } finally {
      silence.mockRestore();
      rmSync(outdir, { recursive: true, force: true });
    }
  });
});

function toFindings(app: PipelineApp, { ruleName, violatingConstructs }: Violation): Finding[] {
  return violatingConstructs.map(({ constructPath }) => {
    const element = app.node.findAll().find(({ node }) => node.path === constructPath) as CfnElement;
    return { rule: ruleName, where: `${element.stack.node.id}/${element.stack.resolve(element.logicalId)}` };
  });
}
