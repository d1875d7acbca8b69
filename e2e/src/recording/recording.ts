import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  DescribeEndpointCommand,
  DescribeModelCommand,
  DescribeProcessingJobCommand,
  DescribeTrainingJobCommand,
} from '@aws-sdk/client-sagemaker';
import { MACHINES } from '../differential/machines.ts';
import { endOf, type PipelineEnd } from '../differential/pipeline-end.ts';
import { type MachineRun, makeRole, runMachine } from '../differential/run-machine.ts';
import type { Target } from '../targets/target.ts';
import { askForRefusals } from './refusals.ts';
import { type Shape, shapeOf } from './shape.ts';

/** Answers of a target, without values that differ between runs, places and accounts. */
export interface Recording {
  readonly machines: Readonly<Record<string, MachineRun>>;
  readonly pipeline: Readonly<Record<string, PipelineEnd>>;
  readonly refusals: Awaited<ReturnType<typeof askForRefusals>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

/** Where a recording of AWS is kept, for the embedded AWS to be tested with. */
export const RECORDING_FILE: URL = new URL('../../recordings/aws.json', import.meta.url);

/** Records a target. */
export async function record({ clientConfig, main }: Target): Promise<Recording> {
  await using role = await makeRole(clientConfig, main.stackName);
  const machines: Record<string, MachineRun> = {};
  for (const machine of MACHINES) machines[machine.name] = await runMachine(clientConfig, role, machine);
  const approved = await endOf(main, { Seed: 7 });
  const rejected = await endOf(main, { Seed: 7, ModelPerformanceThreshold: 0.999 });
  const { sagemaker } = main;
  const { TrainingJobName, ModelName, EndpointName, PreprocessingJobName } = approved.output ?? {};
  const shapes = {
    DescribeProcessingJob: shapeOf(
      await sagemaker.send(new DescribeProcessingJobCommand({ ProcessingJobName: PreprocessingJobName })),
    ),
    DescribeTrainingJob: shapeOf(await sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName }))),
    DescribeModel: shapeOf(await sagemaker.send(new DescribeModelCommand({ ModelName }))),
    DescribeEndpoint: shapeOf(await sagemaker.send(new DescribeEndpointCommand({ EndpointName }))),
  };
  return {
    machines,
    pipeline: { approved: approved.end, rejected: rejected.end },
    refusals: await askForRefusals(clientConfig),
    shapes,
  };
}

/** Keeps a recording. */
export function keepRecording(recording: Recording, file: URL = RECORDING_FILE): void {
  mkdirSync(new URL('.', file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(recording, null, 2)}\n`);
  process.stderr.write(`What was answered is kept in ${fileURLToPath(file)}\n`);
}

/** A recording that was kept; undefined where there is none. */
export function readRecording(file: URL = RECORDING_FILE): Recording | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Recording;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
