import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const LAUNCHER = fileURLToPath(new URL('../bin/stepmaker.mjs', import.meta.url));
const BUNDLE = fileURLToPath(new URL('../dist/bundle/stepmaker.js', import.meta.url));

/** Bytes of JavaScript that are read before the command line has been parsed; the embedded AWS and the AWS clients are far beyond it. */
const ENTRY_BYTES = 200_000;

/** The entry and every chunk that it imports at once. */
function importedAtOnce(file: string, found = new Map<string, string>()): Map<string, string> {
  if (found.has(file)) return found;
  const source = readFileSync(file, 'utf8');
  found.set(file, source);
  for (const [, chunk = ''] of source.matchAll(/(?:from|import)"(\.\/[\w-]+\.js)"/g))
    importedAtOnce(join(dirname(file), chunk), found);
  return found;
}

describe('the bundled command', () => {
  let directory: string;

  beforeAll(() => {
    if (!existsSync(BUNDLE)) throw new Error('The bundle is not built: npx nx bundle cli');
    directory = mkdtempSync(join(tmpdir(), 'stepmaker-bundle-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('reads little before it knows what is asked', () => {
    const sources = [...importedAtOnce(BUNDLE).values()];

    expect(sources.length).toBeGreaterThan(1);
    expect(sources.reduce((sum, source) => sum + source.length, 0)).toBeLessThan(ENTRY_BYTES);
    expect(sources.join()).not.toContain('node:sqlite');
  });

  it('names only files that are there', () => {
    const named = readdirSync(dirname(BUNDLE))
      .filter((file) => file.endsWith('.js'))
      .flatMap((file) => [
        ...readFileSync(join(dirname(BUNDLE), file), 'utf8').matchAll(/new URL\("(\.\.\/[^"]+)",\s*import\.meta\.url\)/g),
      ])
      .map(([, path = '']) => path);

    expect(named).not.toEqual([]);
    expect(named.filter((path) => !existsSync(join(dirname(BUNDLE), path)))).toEqual([]);
  });

  it('shows its help', async () => {
    const child = spawn(process.execPath, [LAUNCHER, '--help'], { stdio: ['ignore', 'pipe', 'inherit'] });

    expect(await text(child.stdout)).toContain('Usage: stepmaker [options] [command]');
  });

  it('serves the embedded AWS, which finds its models', async () => {
    const child = spawn(
      process.execPath,
      [LAUNCHER, 'local', '--no-deploy', '--port', '0', '--data-dir', join(directory, 'data')],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const ended = new Promise((resolve) => child.on('close', resolve));
    try {
      const { value: line } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
      const endpoint = /http:\/\/\S+:\d+/.exec(String(line))?.[0] ?? '';
      const response = await fetch(endpoint, {
        method: 'POST',
        headers: {
          authorization:
            'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/states/aws4_request, SignedHeaders=host, Signature=0',
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': 'AWSStepFunctions.ListStateMachines',
        },
        body: '{}',
      });

      expect(await response.json()).toEqual({ stateMachines: [] });
    } finally {
      child.kill('SIGTERM');
      await ended;
    }
  });
});
