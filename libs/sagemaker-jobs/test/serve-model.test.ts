import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { ContainerError, serveModel } from '../src/index.ts';
import { useWorkDirectory } from './work-directory.ts';

const work = useWorkDirectory();

const INFERENCE = `
import os
def model_fn(model_dir):
    return open(os.path.join(model_dir, 'greeting')).read()
def transform_fn(model, content, content_type, accept):
    print('asked with ' + content_type)
    return model + ' ' + content, accept
`;

describe('serveModel', () => {
  it('serves a directory with a script, until it is stopped', async () => {
    work.write('model/greeting', 'hello');
    const script = work.write('greet.py', INFERENCE);

    const server = await serveModel({ model: work.path('model'), script, directory: work.path('run') });
    const answer = await server.invoke('world', { contentType: 'text/csv', accept: 'text/plain' });
    const ping = await fetch(`${server.url}/ping`);
    await server.stop();

    expect(answer).toMatchObject({ status: 200, contentType: 'text/plain; charset=utf-8' });
    expect(answer.body.toString()).toBe('hello world');
    expect(ping.status).toBe(200);
    expect(await server.ended).toEqual({ type: 'stopped' });
    expect(server.log[0]).toBe('asked with text/csv');
    await expect(server.invoke('again')).rejects.toThrow('ECONNREFUSED');
  });

  it('serves an archive with code/inference.py in it, and is stopped when it goes out of scope', async () => {
    work.write('model/greeting', 'hi');
    work.write('model/code/inference.py', INFERENCE);
    execFileSync('tar', ['-czf', work.path('model.tar.gz'), '-C', work.path('model'), '.']);
    let ended: Promise<unknown>;

    {
      await using server = await serveModel({ model: work.path('model.tar.gz'), directory: work.path('run') });
      ended = server.ended;
      expect((await server.invoke('there')).body.toString()).toBe('hi there');
    }

    expect(await ended).toEqual({ type: 'stopped' });
  });

  it('rejects with the end of the log where the script cannot load the model', async () => {
    work.write('model/greeting', 'hello');
    const script = work.write('greet.py', 'def model_fn(model_dir):\n    raise ValueError("not a model")\n');

    const server = serveModel({ model: work.path('model'), script, directory: work.path('run') });

    await expect(server).rejects.toThrow(ContainerError);
    await expect(server).rejects.toThrow('ValueError: not a model');
  });

  it('rejects with the reason of its signal where it is aborted while it starts', async () => {
    work.write('model/greeting', 'hello');
    const script = work.write('greet.py', 'import time\nprint("loading")\ntime.sleep(1000)\n');
    const stop = new AbortController();

    const server = serveModel({
      model: work.path('model'),
      script,
      directory: work.path('run'),
      signal: stop.signal,
      onLine: () => stop.abort(new Error('not needed')),
    });

    await expect(server).rejects.toThrow('not needed');
  });

  it('rejects a model that is missing', async () => {
    await expect(serveModel({ model: work.path('nowhere') })).rejects.toThrow(
      `options.model: no such file or directory: ${work.path('nowhere')}`,
    );
  });
});
