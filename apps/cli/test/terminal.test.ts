import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { type LocalPipeline, startLocal } from '@stepmaker/pipeline-local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Project, temporaryProject } from './project.ts';
import { environment, LAUNCHER } from './stepmaker.ts';
import { Terminal } from './terminal.ts';

const GREEN = '\u001b[32m';
const ERASE_LINE = '\u001b[2K';

describe('stepmaker, on a terminal,', () => {
  let local: LocalPipeline;
  let dataDir: string;
  let project: Project;

  const start = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Terminal =>
    new Terminal([process.execPath, LAUNCHER, ...args], { cwd: project.directory, env: { ...project.env, ...env } });

  beforeAll(async () => {
    project = temporaryProject();
    dataDir = mkdtempSync(join(tmpdir(), 'stepmaker-data-'));
    local = await startLocal({ dataDir, pythonPath: environment()['STEPMAKER_PYTHON'] as string });
    await project.stepmaker(['runs', '--port', new URL(local.endpointUrl).port]);
  });
  afterAll(async () => {
    await local[Symbol.asyncDispose]();
    project[Symbol.dispose]();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('shows a run in progress: finished steps, the current activity, and how far it is', async () => {
    await using terminal = start(['run', '--name', 'shown']);

    expect(await terminal.exitCode()).toBe(0);
    const text = stripVTControlCharacters(terminal.screen);
    expect(text).toMatch(/⠋ Preprocess/);
    expect(text).toMatch(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] Train +\d\.\d s {2}\w+/);
    expect(text).toMatch(/━{24} 1 of 5 · \d+\.\d s · Ctrl-C stops following/);
    expect(text).toMatch(/━{24} 5 of 5 /);
    expect(text).toMatch(/✓ QualityGate +\d\.\d s {2}r2 0\.\d+, threshold 0\.7: APPROVED/);
    expect(terminal.screen).toContain(`${GREEN}✓`);
    expect(terminal.screen).toContain(ERASE_LINE);
  });

  it('on Ctrl-C the run continues, and a message says how to follow it again', async () => {
    await using terminal = start(['run', '--name', 'left']);
    await terminal.shows(/Train/);
    terminal.type('\u0003');

    expect(await terminal.exitCode()).toBe(130);
    expect(terminal.screen).toMatch(/The run left continues\. To follow it again:\r?\n {2}stepmaker show left/);
    expect((await project.stepmaker(['show', 'left', '--quiet'])).stdout).toBe('RUNNING\n');
    await project.stepmaker(['stop', 'left']);
  });

  it('writes no colour with NO_COLOR, and no frames in CI', async () => {
    await using plain = start(['runs'], { NO_COLOR: '1' });
    await using coloured = start(['runs']);
    await using ci = start(['run', '--seed', '2'], { CI: 'true' });

    await Promise.all([plain.exitCode(), coloured.exitCode(), ci.exitCode()]);
    expect(coloured.screen).toContain(GREEN);
    expect(plain.screen).toContain('SUCCEEDED');
    expect(plain.screen).not.toContain('\u001b[3');
    expect(ci.screen).toContain('Preprocess');
    expect(ci.screen).not.toContain(ERASE_LINE);
  });

  it('asks before it deletes, and takes no for an answer', async () => {
    await using none = start(['clean', '--idle', '0']);
    await none.shows(/Delete which of these/);
    none.type('\r');
    expect(await none.exitCode()).toBe(0);
    expect(none.screen).toContain('Nothing was deleted.');

    await using one = start(['clean', '--idle', '0']);
    await one.shows(/Delete which of these/);
    one.type(' \r');
    expect(await one.exitCode()).toBe(0);
    expect(one.screen).toMatch(/Deleted endpoint ml-pipeline-/);
    expect((await project.stepmaker(['endpoints', '--quiet'])).stdout).toBe('');
  });

  it('leaves everything as it is when a question is left by Ctrl-C', async () => {
    using other = temporaryProject();
    await other.stepmaker(['local', '--detach', '--no-deploy', '--port', '0']);
    await using terminal = new Terminal([process.execPath, LAUNCHER, 'local', 'reset'], { cwd: other.directory, env: other.env });
    await terminal.shows(/Delete all runs, models and buckets/);
    terminal.type('\u0003');

    expect(await terminal.exitCode()).toBe(130);
    expect((await other.stepmaker(['local', 'status'])).exitCode).toBe(0);
    expect((await other.stepmaker(['local', 'reset', '--yes'])).stderr).toMatch(/\.stepmaker is gone/);
    expect((await other.stepmaker(['local', 'status'])).exitCode).toBe(3);
  });
});
