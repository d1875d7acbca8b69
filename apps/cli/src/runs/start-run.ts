import type { PipelineExecution, PipelineInput } from '@stepmaker/pipeline-sdk';
import { ExitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';
import { type Session, withSession } from '../target/session.ts';
import type { TargetOptions } from '../target/target-options.ts';
import { checkDataset } from './check-dataset.ts';
import { type FollowOutput, followToEnd } from './follow-to-end.ts';
import { checkRunInput, readRunInput } from './run-input.ts';
import { uploadData } from './upload-data.ts';

/** The options of `stepmaker run`. */
export interface RunOptions extends TargetOptions, FollowOutput {
  readonly data?: string;
  readonly testData?: string;
  /** The column to predict. */
  readonly target?: string;
  readonly threshold?: number;
  readonly seed?: number;
  readonly hyperparameter?: Readonly<Record<string, string>>;
  readonly endpoint?: string;
  readonly input?: string;
  readonly name?: string;
}

/** Starts a run and follows it. Everything that can be checked is, before anything is sent. */
export async function startRun(options: RunOptions): Promise<void> {
  await withSession(options, async (session) => {
    const { data, testData, target } = options;
    const given = await readRunInput(options.input);
    for (const [option, file] of [
      ['--data', data],
      ['--test-data', testData],
    ] as const) {
      if (file !== undefined && !isUri(file)) await checkDataset(file, target, option);
    }
    checkRunInput(inputOf(options, given, { data: data && PLACE, testData: testData && PLACE }));
    session.announce();
    const places = { data: await placeOf(session, data), testData: await placeOf(session, testData) };
    const execution = await start(session, inputOf(options, given, places), options.name);
    return await followToEnd(session, execution, options);
  });
}

async function start({ pipeline }: Session, input: PipelineInput, name: string | undefined): Promise<PipelineExecution> {
  try {
    return await pipeline.startExecution(input, name === undefined ? {} : { name });
  } catch (error) {
    if ((error as Error).name !== 'ExecutionAlreadyExists') throw error;
    throw new UserError(`--name ${name}: there is a run of this name already, with another input`, {
      exitCode: ExitCode.WRONG_STATE,
      hint: `stepmaker show ${name}; a run's name is its own for ever`,
    });
  }
}

/** Stands for the URI that a file gets when it is uploaded. */
const PLACE = 's3://bucket/raw-data/data.csv';

function isUri(file: string): boolean {
  return file.startsWith('s3://');
}

async function placeOf(session: Session, file: string | undefined): Promise<string | undefined> {
  return file === undefined || isUri(file) ? file : await uploadData(session, file);
}

/** The execution's input: what `--input` says, and over it what options say. */
function inputOf(
  { target, threshold, seed, hyperparameter, endpoint }: RunOptions,
  given: PipelineInput,
  { data, testData }: { readonly data: string | undefined; readonly testData: string | undefined },
): PipelineInput {
  return {
    ...given,
    ...(data !== undefined && { DatasetUri: data }),
    ...(testData !== undefined && { TestDatasetUri: testData }),
    ...(target !== undefined && { TargetColumn: target }),
    ...(threshold !== undefined && { ModelPerformanceThreshold: threshold }),
    ...(seed !== undefined && { Seed: seed }),
    ...(hyperparameter !== undefined && { HyperParameters: { ...given.HyperParameters, ...hyperparameter } }),
    ...(endpoint !== undefined && { EndpointName: endpoint }),
  };
}
