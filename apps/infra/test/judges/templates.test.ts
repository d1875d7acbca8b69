import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { type Finding, judged, judgeTool, synthesiseAll } from './findings.ts';

const run = promisify(execFile);
const cfnLint = judgeTool('cfn-lint');
const checkov = judgeTool('checkov');
const { directory, templates } = synthesiseAll();

afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('every template', () => {
  it.skipIf(cfnLint.isMissing)(
    `has nothing that cfn-lint finds${cfnLint.note}`,
    async () => {
      // With several regions: what CloudFormation knows differs. Exit code 0 and no word.
      const { stdout } = await run(cfnLint.path, ['--regions', 'us-east-1', 'eu-central-1', '--', ...templates]);

      expect(stdout).toBe('');
    },
    300_000,
  );

  it.skipIf(checkov.isMissing)(
    `has nothing that checkov finds but what is explained${checkov.note}`,
    async () => {
      const files = templates.flatMap((template) => ['--file', template]);
      const { stdout } = await run(
        checkov.path,
        [...files, '--framework', 'cloudformation', '--compact', '--quiet', '--soft-fail', '--output', 'json', '--skip-download'],
        { maxBuffer: 64 * 1024 * 1024 },
      );

      const { summary, results } = JSON.parse(stdout);
      const { open, unused } = judged('checkov', (results.failed_checks as CheckovFinding[]).map(toFinding));
      expect(summary.parsing_errors).toBe(0);
      expect(summary.passed).toBeGreaterThan(100);
      expect(open).toEqual([]);
      expect(unused).toEqual([]);
    },
    300_000,
  );
});

interface CheckovFinding {
  readonly check_id: string;
  readonly file_path: string;
  readonly resource: string;
}

/** `stepmakermlpipeline2998AB43.template.json`, `AWS::S3::Bucket.Bucket` */
function toFinding({ check_id, file_path, resource }: CheckovFinding): Finding {
  const [, stack = ''] = /^stepmaker(.+)[0-9A-F]{8}\.template\.json$/.exec(basename(file_path)) ?? [];
  return { rule: check_id, where: `${stack === 'mlpipeline' ? 'ml-pipeline' : stack}/${resource.split('.').at(-1)}` };
}
