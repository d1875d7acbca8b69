import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { startEmulator } from '@stepmaker/emulator';
import { describe, expect, it } from 'vitest';
import { environmentOf } from './environment.ts';
import { inventory } from './inventory.ts';
import { clientsFor } from './snapshot/clients.ts';
import { awsCliFor } from './tools/aws-cli.ts';
import { runTool } from './tools/run-tool.ts';
import { findTools } from './tools/toolbox.ts';

const toolbox = findTools();
const TUTORIAL = join(toolbox.root, 'docs/recipe.md');

/** Every block of the tutorial that a reader pastes, in order. */
const blocks = [...readFileSync(TUTORIAL, 'utf8').matchAll(/^```bash\n(.*?)^```$/gms)].map(([, text = '']) => text);

describe.each([1, 2] as const)('the tutorial, with version %i of the AWS CLI', (version) => {
  const missing = toolbox.missing.awsCli[version];

  it.skipIf(missing !== undefined)(`works as it stands${missing === undefined ? '' : ` (skipped: ${missing})`}`, async () => {
    const directory = await mkdtemp(join(tmpdir(), 'stepmaker-recipe-'));
    try {
      await using emulator = await startEmulator({ port: 0, dataDir: join(directory, 'data'), pythonPath: toolbox.jobPython });
      const bin = await awsCliFor(toolbox.awsCli[version], emulator.endpointUrl, directory);
      const env = environmentOf({ ...toolbox, path: `${bin}${delimiter}${toolbox.path}` }, emulator.endpointUrl, directory);
      const clients = clientsFor(emulator.endpointUrl);
      const before = await inventory(clients);
      const script = join(directory, 'tutorial.sh');
      await writeFile(script, ['set -euo pipefail', `ln -s '${toolbox.root}/iac' iac`, ...blocks].join('\n'));

      const { stdout } = await runTool('bash', [script], { cwd: directory, env });

      expect(stdout).toMatch(/^SUCCEEDED$/m);
      expect(stdout.match(/"predictions": ?\[3\d\.\d+\]/g)).toHaveLength(2);
      expect(stdout).toContain('QualityGateFailed');
      expect(stdout).toMatch(/0\.999/);
      expect(stdout).toContain('/aws/sagemaker/TrainingJobs');
      expect(await inventory(clients)).toEqual(before);
      expect((await runTool(join(bin, 'aws'), ['--version'], { env })).transcript).toMatch(new RegExp(`^aws-cli/${version}\\.`));
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  });
});
