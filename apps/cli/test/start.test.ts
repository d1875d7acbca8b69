import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Project, temporaryProject } from './project.ts';
import { environment, LAUNCHER } from './stepmaker.ts';

let project: Project;
beforeEach(() => {
  project = temporaryProject();
});
afterEach(() => project[Symbol.dispose]());

/** Starts `stepmaker start`, and sends a signal once its output has a text. Returns the exit code and all output. */
async function interruptedAfter(text: string, signal: NodeJS.Signals, args: readonly string[]): Promise<[number | null, string]> {
  const child = spawn(process.execPath, [LAUNCHER, 'start', '--port', '0', ...args], {
    cwd: project.directory,
    env: environment(project.env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let isSent = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      if (isSent || !output.includes(text)) return;
      isSent = true;
      child.kill(signal);
    });
  }
  const [exitCode] = (await once(child, 'close')) as [number | null];
  return [exitCode, output];
}

describe('stepmaker start', () => {
  it('trains on a file of the user, with hyperparameters, and asks the model for the first row that it kept back', async () => {
    const rows = Array.from({ length: 60 }, (_, index) => `${index},${index % 2 === 0 ? 'north' : 'south'},,${3 * index + 5}`);
    const data = project.file('my houses.csv', `size,side,note,price\n${rows.join('\n')}\n`);
    const args = ['start', '--once', '--json', '--reset', '--port', '0', '--data', data, '--target', 'price'];
    const { exitCode, stdout, stderr } = await project.stepmaker([
      ...args,
      '--hyperparameter',
      'model=linear',
      '--threshold',
      '0.5',
    ]);

    const result = JSON.parse(stdout) as Record<string, unknown>;
    expect(result).toMatchObject({ status: 'SUCCEEDED', decision: 'APPROVED', threshold: 0.5, prediction: expect.any(Number) });
    expect(existsSync(`${result['report']}`)).toBe(true);
    expect(stderr).toMatch(/✓ Embedded AWS, stack deployed/);
    expect(stderr).toMatch(/Prediction +[\d.,]+ +for \{"instances":\[\{"size":\d+/);
    expect(stderr).not.toContain('While it is running');
    expect(exitCode).toBe(0);
  });

  it('ends with exit code 2 where the quality gate rejects the model of built-in data', async () => {
    const args = ['start', '--once', '--port', '0', '--dataset', 'diabetes', '--threshold', '0.99'];
    const { exitCode, stdout } = await project.stepmaker(args);

    expect(stdout).toMatch(/REJECTED/);
    expect(stdout).not.toMatch(/First prediction/);
    expect(exitCode).toBe(2);
  });

  it('serves the model until Ctrl-C, and says before how to ask it', async () => {
    const [exitCode, output] = await interruptedAfter('Ctrl-C ends it', 'SIGINT', []);

    expect(output).toMatch(/First prediction/);
    expect(output).toMatch(/While it is running:\n +export AWS_ENDPOINT_URL=/);
    expect(output).toContain('aws sagemaker-runtime invoke-endpoint --endpoint-name');
    expect(output).toContain('Shutting down');
    expect(exitCode).toBe(0);
  });

  it('ends with exit code 130 when it is interrupted before the result', async () => {
    const [exitCode, output] = await interruptedAfter('Execution ', 'SIGTERM', []);

    expect(output).toMatch(/SIGTERM: shutting down; running jobs are stopped/);
    expect(exitCode).toBe(130);
  });
});
