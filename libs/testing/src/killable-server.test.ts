import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { KillableServer } from './killable-server.ts';

const directory = mkdtempSync(join(tmpdir(), 'stepmaker-killable-'));
const starts = join(directory, 'starts');
const pids = (): number[] => readFileSync(starts, 'utf8').trim().split('\n').map(Number);
const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** A module whose server answers every request with its data directory. */
function serverModule(): URL {
  const file = join(directory, 'server.mjs');
  writeFileSync(
    file,
    `import { createServer } from 'node:http';
     import { appendFileSync } from 'node:fs';
     export async function startEmulator({ port, dataDir }) {
       appendFileSync(${JSON.stringify(starts)}, process.pid + '\\n');
       const server = createServer((_, response) => response.end(dataDir));
       await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
       return { endpointUrl: 'http://127.0.0.1:' + server.address().port };
     }`,
  );
  return pathToFileURL(file);
}

afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('KillableServer', () => {
  it('serves in another process, ends when killed, and serves again at the same address', async () => {
    await using server = await KillableServer.start({ module: serverModule(), options: { dataDir: 'data' } });
    const answer = async (): Promise<string> => (await fetch(server.endpointUrl)).text();

    expect(await answer()).toBe('data');
    await server.kill();
    await server.kill();
    const [first = 0] = pids();
    expect(first).not.toBe(process.pid);
    expect(alive(first)).toBe(false);

    await server.restart();

    expect(await answer()).toBe('data');
    expect(pids()).toHaveLength(2);
  });

  it('throws where the server does not start', async () => {
    const file = join(directory, 'broken.mjs');
    writeFileSync(file, 'export async function startEmulator() { process.exit(3); }');

    await expect(KillableServer.start({ module: pathToFileURL(file), options: {} })).rejects.toThrow('ended before it listened');
  });
});
