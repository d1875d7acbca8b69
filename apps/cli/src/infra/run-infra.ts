import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { ExitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';
import { withSession } from '../target/session.ts';
import { DEFAULT_STACK, type Target } from '../target/target.ts';
import type { TargetOptions } from '../target/target-options.ts';

/** The targets of the project `infra` that the command line hands over to. */
export type InfraVerb = 'deploy' | 'diff' | 'cost' | 'destroy';

/** Options of a command that hands over to Nx. */
export interface InfraOptions extends TargetOptions {
  readonly parameter?: Readonly<Record<string, string>>;
  readonly yes?: boolean;
  /** Duration of a job, for `cost`. */
  readonly minutes?: number;
  readonly json?: boolean;
  /** An offer file with AWS's prices. */
  readonly prices?: string;
  readonly stage?: string;
  /** Add-on stacks, comma-separated. */
  readonly with?: string;
}

/** The stages of `infra` beside the plain stack, and the stacks that they deploy. */
const STAGES: readonly string[] = ['dev', 'staging', 'prod'];
const stackOf = (stage: string): string => `${DEFAULT_STACK}-${stage}`;
const stageOf = (stack: string): string | undefined => STAGES.find((stage) => stackOf(stage) === stack);

const WORKSPACE = fileURLToPath(new URL('../../../../', import.meta.url));
const NX = join(WORKSPACE, 'node_modules/nx/dist/bin/nx.js');

/** Runs a target of `infra` through Nx, in this terminal; its exit code becomes ours. The target itself asks its questions. */
export async function runInfra(verb: InfraVerb, rest: readonly string[], options: InfraOptions): Promise<void> {
  const stack = options.stage === undefined ? options.stack : stackOf(options.stage);
  await withSession({ ...options, ...(stack !== undefined && { stack }) }, async ({ target, chosenBy, announce }) => {
    if (!existsSync(NX)) throw new UserError(`Nx is not there (${NX})`, { hint: 'npm run setup' });
    const stage = options.stage ?? stageOf(target.stackName);
    if (target.stackName !== DEFAULT_STACK && stage === undefined)
      throw new UserError(
        `--stack ${target.stackName}: the project infra has the stacks ${[DEFAULT_STACK, ...STAGES.map(stackOf)].join(', ')}`,
        {
          hint: 'The template takes any name: aws cloudformation create-stack --template-body file://apps/infra/dist/ml-pipeline.template.json',
        },
      );
    if (chosenBy === 'memory') announce();
    const code = await runNx(options.json === true, [
      verb,
      'infra',
      ...argumentsFor(verb, target, { ...options, ...(stage !== undefined && { stage }) }),
      ...rest,
    ]);
    return code === 0 ? ExitCode.DONE : ExitCode.FAILED;
  });
}

function argumentsFor(verb: InfraVerb, target: Target, options: InfraOptions): string[] {
  const { parameter = {}, yes, stage, with: addOns, minutes, json, prices } = options;
  const given = [
    ...Object.entries(parameter).flatMap(([name, value]) => ['--parameters', `${name}=${value}`]),
    ...(stage === undefined ? [] : ['--stage', stage]),
    ...(addOns === undefined ? [] : ['--with', addOns]),
    ...(yes ? ['--yes'] : []),
    ...(minutes === undefined ? [] : ['--minutes', String(minutes)]),
    ...(json ? ['--json'] : []),
    // Nx runs the target in another directory.
    ...(prices === undefined ? [] : ['--prices', resolve(prices)]),
  ];
  if (verb === 'cost') return target.region === undefined ? given : [...given, '--region', target.region];
  if (target.kind === 'aws') return given;
  return ['--configuration=local', '--endpoint', target.endpointUrl, ...given];
}

/**
 * Runs Nx without its daemon and its terminal frame, so that questions and output of the target appear unchanged. Of the output with a JSON
 * value, only the value is printed.
 */
async function runNx(isJson: boolean, args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [NX, ...args], {
    cwd: WORKSPACE,
    stdio: ['inherit', isJson ? 'pipe' : 'inherit', 'inherit'],
    env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' },
  });
  // The terminal sends Ctrl-C to both: the child ends by itself, and this process waits for its exit code.
  const ignore = (): void => undefined;
  process.on('SIGINT', ignore);
  try {
    const ended = new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve(code ?? 1));
    });
    const [said, code] = await Promise.all([child.stdout === null ? '' : text(child.stdout), ended]);
    if (!isJson) return code;
    const value = /^[{[].*^[}\]]$/ms.exec(said)?.[0];
    if (code !== 0 || value === undefined) process.stderr.write(said);
    else process.stdout.write(`${JSON.stringify(JSON.parse(value))}\n`);
    return code;
  } finally {
    process.off('SIGINT', ignore);
  }
}
