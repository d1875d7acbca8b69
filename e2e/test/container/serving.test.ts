import { execFile, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { deploymentDefinition } from '@stepmaker/asl/pipeline';
import { testTool } from '@stepmaker/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../../..');
const PYTHON = join(ROOT, '.venv-container/bin/python');
const containerServer = testTool(
  'server of the container',
  existsSync(PYTHON) ? PYTHON : undefined,
  'node scripts/setup/container.mjs',
);

/** Nothing listens there: an index that cannot be reached. */
const NO_INDEX = 'http://127.0.0.1:9/simple';

/** The environment of the container, as the deployment machine's CreateModel sets it. */
const { Environment } = (
  deploymentDefinition.States['CreateModel'] as unknown as {
    readonly Arguments: { readonly PrimaryContainer: { readonly Environment: Readonly<Record<string, string>> } };
  }
).Arguments.PrimaryContainer;

let base: string;

/** Makes the model directory as jobs do: with our scripts, in the container's own Python. */
beforeAll(async () => {
  if (containerServer.isMissing) return;
  base = mkdtempSync(join(tmpdir(), 'stepmaker-container-'));
  const env = { ...process.env, SAGEMAKER_BASE_DIR: base };
  await run(PYTHON, [join(ROOT, 'ml/preprocess.py')], { env });
  cpSync(join(base, 'processing/output/train'), join(base, 'input/data/train'), { recursive: true });
  await run(PYTHON, [join(ROOT, 'ml/train.py')], { env });
}, 300_000);
afterAll(() => {
  if (!containerServer.isMissing) rmSync(base, { recursive: true, force: true });
});

/** The container's server, started with an environment. */
class Container implements AsyncDisposable {
  readonly port: number;
  readonly ended: Promise<{ readonly code: number | null; readonly output: string }>;
  readonly #controller = new AbortController();

  constructor(port: number, environment: Readonly<Record<string, string>>) {
    this.port = port;
    rmSync(join(base, 'code'), { recursive: true, force: true });
    const home = join(base, 'home');
    mkdirSync(home, { recursive: true });
    const child = spawn(PYTHON, [join(import.meta.dirname, 'server.py')], {
      cwd: home,
      signal: this.#controller.signal,
      killSignal: 'SIGTERM',
      env: {
        PATH: `${join(ROOT, '.venv-container/bin')}:/usr/bin:/bin`,
        HOME: home,
        PYTHONDONTWRITEBYTECODE: '1',
        SAGEMAKER_BASE_DIR: base,
        SAGEMAKER_USE_NGINX: 'false',
        SAGEMAKER_BIND_TO_PORT: String(port),
        SAGEMAKER_MODEL_SERVER_WORKERS: '1',
        PIP_INDEX_URL: NO_INDEX,
        PIP_CONFIG_FILE: '/dev/null',
        PIP_RETRIES: '0',
        ...environment,
        // The container's paths are below /opt/ml.
        PYTHONPATH: [import.meta.dirname, environment['PYTHONPATH']?.replace('/opt/ml', base)].filter(Boolean).join(':'),
        SAGEMAKER_SUBMIT_DIRECTORY: join(base, 'model/code'),
      },
    });
    child.on('error', () => undefined);
    const output = Promise.all([text(child.stdout), text(child.stderr)]);
    this.ended = new Promise((resolve) => {
      child.once('close', (code) => {
        void output.then((texts) => resolve({ code, output: texts.join('\n') }));
      });
    });
  }

  /** Waits until it answers a ping, or ends. Returns the status of the answer, or what it wrote. */
  async ping(): Promise<number | string> {
    let ended: string | undefined;
    void this.ended.then(({ output }) => {
      ended = output;
    });
    for (;;) {
      if (ended !== undefined) return ended;
      const answer = await fetch(`http://127.0.0.1:${this.port}/ping`).catch(() => undefined);
      if (answer !== undefined) return answer.status;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#controller.abort();
    await this.ended;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { readonly port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe.skipIf(containerServer.isMissing)(
  `the server of the scikit-learn container, with no package index${containerServer.note}`,
  { timeout: 300_000 },
  () => {
    it('serves our model in the environment that the pipeline gives it', async () => {
      await using container = new Container(await freePort(), Environment);

      expect(await container.ping()).toBe(200);
      const response = await fetch(`http://127.0.0.1:${container.port}/invocations`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          instances: [[0.02729, 0, 7.07, 0, 0.469, 7.185, 61.1, 4.9671, 2, 242, 17.8, 392.83, 4.03]],
        }),
      });
      expect(response.status).toBe(200);
      const { predictions } = (await response.json()) as { readonly predictions: readonly number[] };
      // The house of the recipe's request was sold for 34.7.
      expect(predictions).toEqual([expect.closeTo(34.7, -1)]);
    });

    it('does not start without the settings for pip: it asks for build tools first', async () => {
      const { PIP_NO_BUILD_ISOLATION: _, ...environment } = Environment;
      await using container = new Container(await freePort(), environment);

      expect(await container.ping()).toContain('InstallModuleError');
      expect((await container.ended).output).toContain('setuptools');
    });
  },
);
