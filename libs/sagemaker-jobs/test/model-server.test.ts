import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { until } from '@stepmaker/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { findPython } from '../src/index.ts';

const SERVER = resolve(import.meta.dirname, '../python/model_server.py');
const PYTHON = findPython();

interface Served {
  readonly process: ChildProcess;
  readonly base: string;
  readonly exited: Promise<number | null>;
  /** What it wrote to standard error. */
  errors(): string;
}

let served: Served | undefined;

afterEach(async () => {
  served?.process.kill('SIGKILL');
  await served?.exited;
  if (served !== undefined) rmSync(served.base, { recursive: true, force: true });
  served = undefined;
});

/** Starts the model server on a module, with further variables of the environment and a `requirements.txt` where given. */
function serve(module: string, environment: Readonly<Record<string, string>> = {}, requirements?: string): Served {
  const base = mkdtempSync(join(tmpdir(), 'stepmaker-model-'));
  const code = join(base, 'model', 'code');
  mkdirSync(code, { recursive: true });
  writeFileSync(join(code, 'inference.py'), module);
  if (requirements !== undefined) writeFileSync(join(code, 'requirements.txt'), requirements);
  const child = spawn(PYTHON, [SERVER], {
    env: {
      PATH: process.env['PATH'],
      SAGEMAKER_BASE_DIR: base,
      SAGEMAKER_PROGRAM: 'inference.py',
      SAGEMAKER_SUBMIT_DIRECTORY: code,
      STEPMAKER_PORT_FILE: join(base, 'port'),
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const exited = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  served = { process: child, base, exited, errors: () => errors };
  return served;
}

async function request(path: string, init?: RequestInit): Promise<{ status: number; type: string | null; body: string }> {
  const file = join(served?.base ?? '', 'port');
  const port = await until(
    () => (existsSync(file) ? readFileSync(file, 'utf8') : ''),
    (text) => text.endsWith('\n'),
    { pauseMillis: 5 },
  );
  const response = await fetch(`http://127.0.0.1:${port.trim()}${path}`, init);
  return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
}

const invoke = (body: string | Uint8Array, headers: Record<string, string> = { 'content-type': 'text/csv' }) =>
  request('/invocations', { method: 'POST', body: body as string, headers });

describe('the model server', () => {
  it('lends flask and the toolkit to scripts that import them, and answers as the container does', async () => {
    serve(`
from flask import Response
from sagemaker_containers.beta.framework import worker, content_types
def model_fn(model_dir):
    return model_dir
def transform_fn(model, content, content_type, accept):
    return {
        'flask': Response('refused', 400, mimetype='text/plain'),
        'worker': worker.Response('{}', status=418),
        'tuple': ('a,b', 'text/csv', 400),
        'text': 'text',
        'dict': {'a': 1},
    }.get(content)
`);

    expect(await request('/ping')).toMatchObject({ status: 200, body: '' });
    expect(await invoke('flask')).toEqual({ status: 400, type: 'text/plain; charset=utf-8', body: 'refused' });
    expect(await invoke('worker')).toEqual({ status: 418, type: 'application/json', body: '{}' });
    expect(await invoke('tuple')).toEqual({ status: 200, type: 'text/csv; charset=utf-8', body: 'a,b' });
    expect(await invoke('text')).toEqual({ status: 200, type: 'text/html; charset=utf-8', body: 'text' });
    expect(await invoke('dict')).toEqual({ status: 200, type: 'application/json', body: '{"a": 1}\n' });
    expect(await invoke('none of these')).toMatchObject({ status: 500, body: expect.stringContaining('Internal Server Error') });
    expect(await request('/elsewhere')).toMatchObject({ status: 404 });
    expect(await request('/invocations')).toMatchObject({ status: 405 });
  });

  it('runs input_fn, predict_fn and output_fn, and gives text for the two text types only', async () => {
    serve(`
def model_fn(model_dir):
    return 2
def input_fn(content, content_type):
    return '%s of %s' % (type(content).__name__, content_type)
def predict_fn(data, model):
    return [data, model]
def output_fn(prediction, accept):
    return str(prediction), accept
def execution_parameters_fn():
    return {'MaxPayloadInMB': 6}
`);

    const accept = { accept: 'text/plain' };
    expect((await invoke('1', { ...accept, 'content-type': 'text/csv' })).body).toBe("['str of text/csv', 2]");
    expect((await invoke('1', { ...accept, 'content-type': 'text/csv; charset=utf-8' })).body).toBe(
      "['bytes of text/csv; charset=utf-8', 2]",
    );
    expect((await invoke(new Uint8Array([255]), { ...accept })).body).toBe("['str of application/json', 2]");
    expect(await invoke('1')).toMatchObject({ type: 'application/json' });
    expect(await request('/execution-parameters')).toMatchObject({ status: 200, body: '{"MaxPayloadInMB": 6}\n' });
  });

  it('answers an unknown content type with 415', async () => {
    serve('def model_fn(model_dir):\n    return None\n');

    const answer = await invoke('x', { 'content-type': 'image/png' });

    expect(answer).toMatchObject({ status: 415, type: 'application/json' });
    expect(JSON.parse(answer.body)).toMatchObject({ error: 'UnsupportedFormatError' });
  });

  it.each([
    ['has no model_fn', 'x = 1\n', 'Please provide a model_fn implementation'],
    [
      'has both transform_fn and predict_fn',
      'def model_fn(d): pass\ndef predict_fn(d, m): pass\ndef transform_fn(m, c, t, a): pass\n',
      'Cannot use transform_fn implementation with input_fn, predict_fn, and/or output_fn',
    ],
  ])('does not serve a module that %s', async (_what, module, complaint) => {
    const { exited, errors } = serve(module);

    expect(await exited).toBe(1);
    expect(errors()).toContain(complaint);
  });

  it('answers many requests on one connection, whatever their size', async () => {
    serve('def model_fn(d): pass\ndef transform_fn(m, content, t, a): return str(len(content)), a\n');

    const sizes = [0, 1, 70_000, 6 * 1024 * 1024, 3];
    const answers: number[] = [];
    for (const size of sizes) answers.push(Number((await invoke('x'.repeat(size))).body));

    expect(answers).toEqual(sizes);
  });
});

describe('the model server without a network', () => {
  const MODULE = 'def model_fn(model_dir):\n    return model_dir\n';
  const ISOLATED = { STEPMAKER_NETWORK_ISOLATION: 'true' };
  const OFFLINE = { ...ISOLATED, PIP_NO_BUILD_ISOLATION: 'false' };

  it('ends in the words of pip where the code directory needs build tools from an index', async () => {
    const { exited, errors } = serve(MODULE, ISOLATED);

    expect(await exited).toBe(1);
    expect(errors()).toContain('ERROR: No matching distribution found for setuptools>=40.8.0');
    expect(errors()).toContain('PIP_NO_BUILD_ISOLATION=false');
  });

  it('ends where a requirement is not installed', async () => {
    const { exited, errors } = serve(MODULE, OFFLINE, '# for the model\nnumpy>=1\nno-such-package==1.0  # pinned\n');

    expect(await exited).toBe(1);
    expect(errors()).toContain('ERROR: No matching distribution found for no-such-package==1.0');
  });

  it('serves where pip builds and installs with what is there', async () => {
    serve(MODULE, OFFLINE, 'numpy>=1\n');

    expect(await request('/ping')).toMatchObject({ status: 200 });
  });
});
