import { join } from 'node:path';
import { ExitCode } from '../errors/exit-code.ts';
import { explainError } from '../errors/explain-error.ts';
import { answers, runningServer } from '../local/running-server.ts';
import type { Output, OutputOptions } from '../output/output.ts';
import { projectOf } from '../target/project.ts';
import { type Session, withSession } from '../target/session.ts';
import { LOCAL_REGION, type Target, targetWords } from '../target/target.ts';
import type { TargetOptions } from '../target/target-options.ts';
import { type Check, type CheckResult, missing, warn } from './check.ts';
import { credentialsCheck } from './checks/credentials.ts';
import { dockerCheck } from './checks/docker.ts';
import { imageCheck } from './checks/image.ts';
import { nodeCheck } from './checks/node.ts';
import { portCheck } from './checks/port.ts';
import { pythonCheck } from './checks/python.ts';
import { quotasCheck } from './checks/quotas.ts';
import { rolesCheck } from './checks/roles.ts';
import { stackCheck } from './checks/stack.ts';
import { workspaceCheck } from './checks/workspace.ts';

/** The options of `stepmaker doctor`. */
export type DoctorOptions = TargetOptions & OutputOptions;

/** A part of what `stepmaker doctor --json` prints. */
interface CheckReport extends CheckResult {
  readonly name: string;
  readonly about: 'machine' | 'target';
}

/** Runs every check and prints what it found; exit code 1 when something is missing. */
export async function showDoctor(options: DoctorOptions): Promise<void> {
  await withSession(options, async (session) => {
    const { out, target } = session;
    const server = runningServer(join(projectOf(process.cwd()), '.stepmaker'));
    const machine = [nodeCheck, pythonCheck, workspaceCheck, portCheck(server), dockerCheck];
    const reports = await runAll(machine, 'machine', target);
    if (target.kind === 'aws' || (await answers({ pid: 0, endpointUrl: target.endpointUrl })))
      reports.push(...(await targetReports(session)));
    else
      reports.push({
        name: 'Embedded AWS',
        about: 'target',
        ...warn(`nothing answers at ${target.endpointUrl}`, 'stepmaker local --detach'),
      });
    if (out.isJson) out.json(reports);
    else print(out, reports, target);
    return reports.some(({ status }) => status === 'fail') ? ExitCode.FAILED : ExitCode.DONE;
  });
}

/** Runs the checks of the target. Without credentials only that check runs. */
async function targetReports({ target, clientConfig: config }: Session): Promise<CheckReport[]> {
  const first = await runAll([credentialsCheck(target, config)], 'target', target);
  if (first.some(({ status }) => status === 'fail')) return first;
  const region = async (): Promise<string> => {
    if (target.region !== undefined) return target.region;
    const { STSClient } = await import('@aws-sdk/client-sts');
    return target.kind === 'local' ? LOCAL_REGION : new STSClient(config).config.region();
  };
  const rest = [imageCheck(region), stackCheck(target, config), rolesCheck(target, config)];
  if (target.kind === 'aws') rest.push(quotasCheck(target, config, region));
  return [...first, ...(await runAll(rest, 'target', target))];
}

async function runAll(checks: readonly Check[], about: CheckReport['about'], target: Target): Promise<CheckReport[]> {
  return await Promise.all(checks.map(async ({ name, run }) => ({ name, about, ...(await run().catch(couldNotLook(target))) })));
}

function couldNotLook(target: Target): (error: unknown) => CheckResult {
  return (error) => {
    const { message, hint, exitCode } = explainError(error, target);
    if (exitCode === ExitCode.CREDENTIALS) return warn(`could not be looked at: ${message}`, hint);
    return missing(`could not be looked at: ${message}`, hint ?? 'stepmaker doctor again, with STEPMAKER_DEBUG=1');
  };
}

function print(out: Output, reports: readonly CheckReport[], target: Target): void {
  const { paint } = out;
  const marks = { ok: paint.green('✓'), warn: paint.yellow('!'), fail: paint.red('✗') };
  const shown = out.isQuiet ? reports.filter(({ status }) => status !== 'ok') : reports;
  const width = Math.max(0, ...shown.map(({ name }) => name.length));
  for (const about of ['machine', 'target'] as const) {
    const part = shown.filter((report) => report.about === about);
    if (part.length > 0 && !out.isQuiet)
      out.write(`${paint.bold(about === 'machine' ? 'This machine' : capital(targetWords(target)))}\n`);
    for (const { name, status, found, fix } of part) {
      out.write(`  ${marks[status]} ${name.padEnd(width)}  ${found}\n`);
      if (fix !== undefined) out.write(`    ${' '.repeat(width)}  ${paint.cyan(`→ ${fix}`)}\n`);
    }
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
