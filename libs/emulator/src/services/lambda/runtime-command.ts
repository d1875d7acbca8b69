import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Caller } from '../../core/caller.ts';
import type { Runtime } from '../../core/runtime.ts';
import { logGroupName } from './function-configuration.ts';
import type { VersionRecord } from './function-store.ts';

/** Clients of the AWS SDK that Node.js functions find without bringing them, as in Lambda's own runtime. */
const SDK_PACKAGES = [
  '@aws-sdk/client-s3',
  '@aws-sdk/client-sagemaker',
  '@aws-sdk/client-sfn',
  '@aws-sdk/client-cloudwatch-logs',
  '@aws-sdk/client-lambda',
  '@aws-sdk/client-sns',
] as const;

/** The command that runs a version's runtime, and the environment it runs in. */
export interface RuntimeCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Facts of the environment that is about to start. */
export interface RuntimeCommandOptions {
  readonly version: VersionRecord;
  readonly taskRoot: string;
  readonly logStream: string;
  readonly caller: Caller;
}

/** Command that starts a function's process: our Node.js or the configured Python, with only Lambda's environment. */
export function runtimeCommand(runtime: Runtime, options: RuntimeCommandOptions): RuntimeCommand {
  const { version, taskRoot } = options;
  const isNode = version.runtime.startsWith('nodejs');
  const env: Record<string, string> = {
    PATH: '/usr/local/bin:/usr/bin:/bin:/opt/bin',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    LAMBDA_TASK_ROOT: taskRoot,
    LAMBDA_RUNTIME_DIR: taskRoot,
    _HANDLER: version.handler,
    AWS_EXECUTION_ENV: `AWS_Lambda_${version.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: version.name,
    AWS_LAMBDA_FUNCTION_VERSION: version.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(version.memoryMegabytes),
    AWS_LAMBDA_LOG_GROUP_NAME: logGroupName(version),
    AWS_LAMBDA_LOG_STREAM_NAME: options.logStream,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    ...(isNode ? { NODE_PATH: [...sdkFolders(), taskRoot].join(':') } : { PYTHONPATH: taskRoot, PYTHONDONTWRITEBYTECODE: '1' }),
    ...version.environment,
    ...runtime.aws.childEnvironment(options.caller, version.region),
  };
  if (!isNode) return { command: runtime.pythonPath, args: ['-u', PYTHON_BOOTSTRAP], env };
  const heapMegabytes = Math.floor(version.memoryMegabytes * 0.9);
  return { command: process.execPath, args: [`--max-old-space-size=${heapMegabytes}`, NODE_BOOTSTRAP], env };
}

/** The programs that environments run: beside `src` and `dist`, since they are taken as they are. */
const NODE_BOOTSTRAP = fileURLToPath(new URL('../../../runtimes/node-bootstrap.mjs', import.meta.url));
const PYTHON_BOOTSTRAP = fileURLToPath(new URL('../../../runtimes/python-bootstrap.py', import.meta.url));

let folders: readonly string[] | undefined;

/** The `node_modules` folders that hold the SDK's clients: one when they are hoisted, more when they are not. */
function sdkFolders(): readonly string[] {
  if (folders) return folders;
  const require = createRequire(import.meta.url);
  const found = new Set<string>();
  for (const name of SDK_PACKAGES) {
    const manifest = require.resolve(`${name}/package.json`);
    found.add(manifest.slice(0, manifest.length - `/${name}/package.json`.length));
  }
  folders = [...found];
  return folders;
}
