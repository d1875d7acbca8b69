import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { findPython } from '@stepmaker/emulator';
import { type LocalPipeline, startLocal } from '@stepmaker/pipeline-local';
import type { PipelineInput } from '@stepmaker/pipeline-sdk';
import { resetDataDir } from '../local/reset-data-dir.ts';
import { LiveView } from '../output/live-view.ts';
import { checkDataset } from '../runs/check-dataset.ts';
import { followRun } from '../runs/run-follower.ts';
import type { RunResult } from '../runs/run-result.ts';
import { showVerdict } from '../runs/show-verdict.ts';
import { untilSignal } from '../until-signal.ts';
import { fetchReport, firstInstance } from './fetch-results.ts';
import { showNextSteps } from './next-steps.ts';
import { type DatasetChoice, type PreparedDataset, prepareDataset } from './prepare-dataset.ts';

/** The options of `npm start`. */
export interface StartOptions extends DatasetChoice {
  readonly once?: boolean;
  readonly threshold?: number;
  readonly hyperparameter?: Readonly<Record<string, string>>;
  readonly port: number;
  readonly dataDir: string;
  readonly reset?: boolean;
  readonly json?: boolean;
}

/**
 * The main job: starts the embedded AWS, deploys, runs the pipeline on the data, asks the served model, and serves until Ctrl-C.
 *
 * @param onResult called as soon as the result is known, before the serving
 */
export async function runMainJob(options: StartOptions, onResult: (result: RunResult) => void): Promise<RunResult> {
  const out = options.json ? process.stderr : process.stdout;
  const view = new LiveView(out);
  const pythonPath = findPython();
  if (options.data !== undefined) await checkDataset(options.data, options.target);
  if (options.reset) await resetDataDir(options.dataDir);
  const scratch = join(options.dataDir, 'datasets');
  const stopped = new AbortController();
  const interrupted = untilSignal().then((signal) => {
    stopped.abort(new InterruptedError(signal));
    return signal;
  });

  const began = Date.now();
  view.begin('Starting the embedded AWS');
  await using local = await startLocal({ port: options.port, dataDir: options.dataDir, pythonPath, signal: stopped.signal });
  view.succeed('Embedded AWS, stack deployed', Date.now() - began, local.endpointUrl);
  await mkdir(scratch, { recursive: true });
  const dataset = await prepareDataset(options, scratch, pythonPath);

  const work = runOnce(options, local, dataset, view);
  const ended = await Promise.race([work, interrupted]);
  if (typeof ended === 'string') {
    // Calls in progress end with the server, in errors that are ignored.
    work.catch(() => undefined);
    view.line(`\n  ${ended}: shutting down; running jobs are stopped`);
    throw new InterruptedError(ended);
  }
  await rm(scratch, { recursive: true, force: true });
  const { result, request } = ended;
  showVerdict(out, result);
  showNextSteps(out, options.once ? { ...result, endpointUrl: null } : result, request);
  onResult(result);
  if (!options.once && result.error === null) {
    out.write(`\n  Serving at ${local.endpointUrl}; Ctrl-C ends it.\n`);
    await interrupted;
    view.line('\n  Shutting down');
  }
  return result;
}

/** Somebody pressed Ctrl-C before there was a result. */
export class InterruptedError extends Error {
  constructor(signal: string) {
    super(`interrupted by ${signal}`);
  }
}

async function runOnce(
  options: StartOptions,
  local: LocalPipeline,
  dataset: PreparedDataset,
  view: LiveView,
): Promise<{ result: RunResult; request: string }> {
  const input: PipelineInput = {
    DatasetUri: await local.uploadDataset(dataset.file, dataset.name),
    ...(dataset.target !== undefined && { TargetColumn: dataset.target }),
    ...(options.threshold !== undefined && { ModelPerformanceThreshold: options.threshold }),
    ...(options.hyperparameter && { HyperParameters: options.hyperparameter }),
    Seed: options.seed,
  };
  const execution = await local.pipeline.startExecution(input);
  view.line(`  Execution ${execution.executionArn.slice(execution.executionArn.lastIndexOf(':') + 1)}`);
  const followed = await followRun(execution, view);
  const report = followed.metrics ? await fetchReport(local, followed.runId, options.dataDir) : null;
  const result: RunResult = { ...followed, report, endpointUrl: local.endpointUrl };
  if (result.endpointName === null) return { result, request: '' };
  const asked = Date.now();
  const instance = dataset.instance ?? (await firstInstance(local, followed.runId));
  const [prediction = null] = await local.endpoint(result.endpointName).predict([instance]);
  view.succeed('First prediction', Date.now() - asked);
  return { result: { ...result, prediction }, request: JSON.stringify({ instances: [instance] }) };
}
