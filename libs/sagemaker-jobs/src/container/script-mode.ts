import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ContainerError } from './container-error.ts';
import { type Hyperparameters, toCommandLine, toVariable } from './hyperparameters.ts';
import { frameworkError, missingFile, userScriptError } from './toolkit-error.ts';

/** The facts that a framework image's training toolkit has when it starts the user's script. */
export interface ScriptModeTraining {
  /** The path of `/opt/ml/code` on this machine. It has the script. */
  readonly codeDirectory: string;
  readonly hyperparameters: Hyperparameters;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly channels: readonly string[];
  readonly inputDataConfig: object;
  readonly resourceConfig: {
    readonly current_host: string;
    readonly hosts: readonly string[];
    readonly current_instance_type: string;
  };
  readonly jobName: string;
}

/** The command that the toolkit would run, the variables that it adds, and notes for the log on steps that are left out here. */
export interface ScriptModeCommand {
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
}

/** The user's script: `SAGEMAKER_PROGRAM`, else the hyperparameter `sagemaker_program`. */
export function userProgram({
  hyperparameters,
  environment,
}: Pick<ScriptModeTraining, 'hyperparameters' | 'environment'>): string | undefined {
  const program = environment['SAGEMAKER_PROGRAM'] ?? hyperparameters.toolkit['sagemaker_program'];
  return typeof program === 'string' && program !== '' ? program : undefined;
}

/**
 * The command that SageMaker's script mode runs in a framework image: the script with the hyperparameters as arguments, in `/opt/ml/code`, with the
 * toolkit's `SM_` variables.
 *
 * @throws ContainerError in the toolkit's words where the script is not named or is missing
 * @see https://github.com/aws/sagemaker-training-toolkit
 */
export function scriptModeCommand(training: ScriptModeTraining): ScriptModeCommand {
  const program = userProgram(training);
  if (program === undefined) {
    // SAGEMAKER_PROGRAM or the hyperparameter sagemaker_program must name the script. These are the toolkit's words where neither does.
    throw frameworkError({ type: 'AttributeError', message: "'NoneType' object has no attribute 'endswith'" });
  }
  const { codeDirectory, hyperparameters } = training;
  const packaged = existsSync(join(codeDirectory, 'setup.py'));
  if (!packaged && !existsSync(join(codeDirectory, program))) {
    const path = `/opt/ml/code/${program}`;
    if (!program.endsWith('.py')) throw missingFile(path);
    const words = userScriptError(2, `python3: can't open file '${path}': [Errno 2] No such file or directory`);
    throw new ContainerError(`AlgorithmError: ${words}, exit code: 1`);
  }
  const args = toCommandLine(hyperparameters.user);
  const notes = existsSync(join(codeDirectory, 'requirements.txt'))
    ? ['requirements.txt is not installed by the local runner: the packages of the local Python are used as they are']
    : [];
  const environment = toolkitVariables(training, program, args);
  if (packaged) return { argv: ['python3', '-m', moduleName(program), ...args], environment, notes };
  if (program.endsWith('.py')) return { argv: ['python3', program, ...args], environment, notes };
  return { argv: ['/bin/sh', `./${program}`, ...args], environment, notes };
}

/** The `SM_` variables, in the container's own paths. */
function toolkitVariables(training: ScriptModeTraining, program: string, args: readonly string[]): Record<string, string> {
  const { hyperparameters, channels, inputDataConfig, resourceConfig, jobName } = training;
  const host = resourceConfig.current_host;
  const values: Record<string, unknown> = {
    HOSTS: resourceConfig.hosts,
    NETWORK_INTERFACE_NAME: 'eth0',
    HPS: hyperparameters.user,
    USER_ENTRY_POINT: program,
    FRAMEWORK_PARAMS: hyperparameters.toolkit,
    RESOURCE_CONFIG: resourceConfig,
    INPUT_DATA_CONFIG: inputDataConfig,
    OUTPUT_DATA_DIR: '/opt/ml/output/data',
    CHANNELS: [...channels].sort(),
    CURRENT_HOST: host,
    CURRENT_INSTANCE_TYPE: resourceConfig.current_instance_type,
    CURRENT_INSTANCE_GROUP: 'homogeneousCluster',
    CURRENT_INSTANCE_GROUP_HOSTS: [host],
    MODULE_NAME: moduleName(program),
    LOG_LEVEL: 20,
    FRAMEWORK_MODULE: training.environment['SAGEMAKER_TRAINING_MODULE'] ?? 'sagemaker_sklearn_container.training:main',
    INPUT_DIR: '/opt/ml/input',
    INPUT_CONFIG_DIR: '/opt/ml/input/config',
    OUTPUT_DIR: '/opt/ml/output',
    NUM_CPUS: availableParallelism(),
    NUM_GPUS: 0,
    NUM_NEURONS: 0,
    MODEL_DIR: '/opt/ml/model',
    MODULE_DIR: hyperparameters.toolkit['sagemaker_submit_directory'] ?? '/opt/ml/code',
    USER_ARGS: args,
    OUTPUT_INTERMEDIATE_DIR: '/opt/ml/output/intermediate',
  };
  const environment: Record<string, string> = { PYTHONPATH: '/opt/ml/code' };
  for (const [name, value] of Object.entries(values)) environment[`SM_${name}`] = toVariable(value);
  for (const channel of channels) environment[`SM_CHANNEL_${channel.toUpperCase()}`] = `/opt/ml/input/data/${channel}`;
  for (const [name, value] of Object.entries(hyperparameters.user))
    environment[`SM_HP_${name.toUpperCase()}`] = toVariable(value);
  environment['SM_TRAINING_ENV'] = toVariable({
    channel_input_dirs: Object.fromEntries(channels.map((channel) => [channel, `/opt/ml/input/data/${channel}`])),
    current_host: host,
    hosts: resourceConfig.hosts,
    hyperparameters: hyperparameters.user,
    input_data_config: inputDataConfig,
    job_name: jobName,
    model_dir: '/opt/ml/model',
    module_name: moduleName(program),
    output_data_dir: '/opt/ml/output/data',
    resource_config: resourceConfig,
    user_entry_point: program,
  });
  return environment;
}

function moduleName(program: string): string {
  return program.endsWith('.py') ? program.slice(0, -3) : program;
}
