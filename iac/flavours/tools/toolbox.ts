import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const NODE_BIN = join(ROOT, 'node_modules/node/bin');

/** The real tools that the flavours are deployed with: where they are on this machine. */
export interface Toolbox {
  /** The root of the workspace. */
  readonly root: string;
  /** What child processes find: the workspace's Node, the Python environment with the AWS CLI and the CDK for Python. */
  readonly path: string;
  /** The Python that the jobs on the embedded AWS run on: `STEPMAKER_PYTHON`, else the set-up's. */
  readonly jobPython: string;
  /** The AWS CLI, version 1 of PyPI and version 2 of Debian. */
  readonly awsCli: Readonly<Record<1 | 2, string>>;
  /** Why a tool is not there, in words that say how to get it; undefined where it is. */
  readonly missing: Readonly<Record<'python' | 'terraform' | 'terraformProvider', string | undefined>> & {
    readonly awsCli: Readonly<Record<1 | 2, string | undefined>>;
  };
  /** The mirror that `terraform init -plugin-dir` takes; undefined: the registry is asked. */
  readonly terraformPlugins: string | undefined;
}

/**
 * Looks the tools up: Python packages in `STEPMAKER_TOOLS_BIN`, else in `.venv-tools`; version 2 of the AWS CLI where Debian has it;
 * Terraform on the path; its AWS provider in `STEPMAKER_TERRAFORM_PLUGINS`, where the registry cannot be reached.
 *
 * @throws Error in CI (`CI=true`) where a tool is missing
 */
export function findTools(environment: Readonly<Record<string, string | undefined>> = process.env): Toolbox {
  const pythonBin = environment['STEPMAKER_TOOLS_BIN'] ?? join(ROOT, '.venv-tools/bin');
  const path = [NODE_BIN, join(ROOT, 'node_modules/.bin'), pythonBin, environment['PATH'] ?? ''].join(delimiter);
  const awsCli = { 1: join(pythonBin, 'aws'), 2: environment['STEPMAKER_AWS_CLI_2'] ?? '/usr/bin/aws' };
  const python = existsSync(awsCli[1])
    ? undefined
    : 'the Python tools are not installed: node scripts/setup/tools.mjs installs them';
  const terraform = (environment['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'terraform')));
  const terraformPlugins = environment['STEPMAKER_TERRAFORM_PLUGINS'];
  const awsProvider =
    terraformPlugins === undefined || hasAwsProvider(terraformPlugins)
      ? undefined
      : `${terraformPlugins} (STEPMAKER_TERRAFORM_PLUGINS) has no registry.terraform.io/hashicorp/aws`;
  const missing = {
    python,
    awsCli: {
      1: python,
      2: existsSync(awsCli[2])
        ? undefined
        : `${awsCli[2]} is missing (Debian: apt-get install awscli; other systems: set STEPMAKER_AWS_CLI_2)`,
    },
    terraform: terraform ? undefined : 'terraform is not on the path: https://developer.hashicorp.com/terraform/install',
    terraformProvider: awsProvider,
  };
  const reasons = [missing.python, missing.awsCli[2], missing.terraform, missing.terraformProvider].filter(Boolean);
  if (environment['CI'] === 'true' && reasons.length > 0)
    throw new Error(`CI lacks tools of the flavours: ${reasons.join('; ')}`);
  return {
    root: ROOT,
    path,
    jobPython: environment['STEPMAKER_PYTHON'] ?? join(ROOT, '.venv/bin/python'),
    awsCli,
    terraformPlugins,
    missing,
  };
}

function hasAwsProvider(mirror: string): boolean {
  const folder = join(mirror, 'registry.terraform.io/hashicorp/aws');
  return existsSync(folder) && readdirSync(folder).length > 0;
}
