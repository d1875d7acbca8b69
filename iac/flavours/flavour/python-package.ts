import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { runTool } from '../tools/run-tool.ts';
import type { Place } from './flavour.ts';

/** Installs the construct's package as a user does, into a folder of the place; its dependencies are there. */
export async function installPythonPackage({ toolbox, workspace, env }: Place): Promise<Readonly<Record<string, string>>> {
  const source = join(workspace, 'package');
  const site = join(workspace, 'site-packages');
  // A copy: the build leaves files beside the sources.
  await cp(join(toolbox.root, 'iac/cdk-python'), source, { recursive: true });
  await runTool(
    'python',
    ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '--target', site, source],
    { env },
  );
  return { PYTHONPATH: site };
}
