import { join } from 'node:path';
import { PipelineClient } from '@stepmaker/pipeline-sdk';
import { ExitCode } from '../errors/exit-code.ts';
import { fail } from '../errors/fail.ts';
import { UserError } from '../errors/user-error.ts';
import { runningServer } from '../local/running-server.ts';
import { Output, type OutputOptions } from '../output/output.ts';
import { applyTarget, type ClientConfig } from './apply-target.ts';
import { checkProfile } from './check-profile.ts';
import { chooseTarget } from './choose-target.ts';
import { projectOf } from './project.ts';
import { targetMemory } from './remembered-target.ts';
import { type ChosenTarget, type Target, targetWords } from './target.ts';
import type { TargetOptions } from './target-options.ts';

/** A target, with what reaches it. */
export interface OpenTarget {
  readonly target: Target;
  readonly chosenBy: ChosenTarget['by'];
  readonly pipeline: PipelineClient;
  /** Configuration of further AWS clients. */
  readonly clientConfig: ClientConfig;
}

/** Context of a command. */
export interface Session extends OpenTarget {
  readonly out: Output;
  /** Says which target it is: for commands that change something. */
  announce(): void;
}

/**
 * Runs a command against its target. An error that it throws is explained and sets the exit code; a target that was named by options and
 * that worked is remembered for the project.
 */
export async function withSession(
  options: TargetOptions & OutputOptions,
  run: (session: Session) => Promise<ExitCode | undefined>,
): Promise<void> {
  const out = new Output(options);
  let target: Target | undefined;
  try {
    const project = projectOf(process.cwd());
    const memory = targetMemory(project);
    const chosen = choose(options, project, memory.recall());
    target = chosen.target;
    const opened = await open(chosen);
    const announce = (): void => {
      const how = { options: '', environment: ', by the environment', memory: ', used last here', default: '' }[chosen.by];
      out.note(out.notePaint.dim(`On ${targetWords(opened.target)}${how}`));
    };
    const code = (await run({ ...opened, out, announce })) ?? ExitCode.DONE;
    process.exitCode = code;
    const isNamed = chosen.by === 'options' || options.stack !== undefined;
    if (isNamed && code === ExitCode.DONE) memory.remember(target);
  } catch (error) {
    fail(error, target);
  }
}

/** Opens the target that the options choose. */
export async function openTarget(options: TargetOptions): Promise<OpenTarget> {
  const project = projectOf(process.cwd());
  return await open(choose(options, project, targetMemory(project).recall()));
}

function choose(options: TargetOptions, project: string, remembered: Target | undefined): ChosenTarget {
  try {
    const runningEndpointUrl = runningServer(join(project, '.stepmaker'))?.endpointUrl;
    return chooseTarget({ options, env: process.env, remembered, runningEndpointUrl });
  } catch (error) {
    throw error instanceof RangeError ? new UserError(error.message) : error;
  }
}

async function open({ target, by }: ChosenTarget): Promise<OpenTarget> {
  if (target.kind === 'aws' && target.profile !== undefined) await checkProfile(target.profile);
  const clientConfig = applyTarget(target);
  return {
    target,
    chosenBy: by,
    clientConfig,
    pipeline: new PipelineClient({ ...clientConfig, stackName: target.stackName }),
  };
}
