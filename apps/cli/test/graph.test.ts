import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Project, temporaryProject } from './project.ts';

describe('stepmaker graph without a run', () => {
  let project: Project;

  beforeAll(() => {
    project = temporaryProject();
  });
  afterAll(() => project[Symbol.dispose]());
  const cli = (...args: string[]): ReturnType<Project['stepmaker']> => project.stepmaker(args);

  it('refuses a definition that cannot be drawn, and draws one that can', async () => {
    const own = project.file('own.asl.json', JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Pass', End: true } } }));
    const messages = await Promise.all([
      cli('graph', 'last', '--definition', own),
      cli('graph', '--definition', 'nowhere.json'),
      cli('graph', '--definition', project.directory),
      cli('graph', '--definition', project.file('no-machine.json', '{"States": {}}')),
      cli('graph', '--definition', project.file('no-states.json', '{"StartAt": "A"}')),
      cli('graph', '--definition', project.file('null.json', 'null')),
    ]);

    expect(messages.map(({ stderr }) => stderr.split('\n')[0])).toEqual([
      expect.stringContaining('--definition is drawn without a run'),
      expect.stringContaining('--definition nowhere.json: file not found'),
      expect.stringMatching(/--definition .*: EISDIR/),
      expect.stringMatching(/no-machine\.json: not a state machine: it has no StartAt and States/),
      expect.stringMatching(/no-states\.json: not a state machine/),
      expect.stringMatching(/null\.json: not a state machine/),
    ]);
    expect((await cli('graph', '--definition', own)).stdout).toMatch(/A/);
    expect((await cli('graph', '--definition', own, '-o', join(project.directory, 'own.mmd'))).stderr).toMatch(/Written to/);
    expect(readFileSync(join(project.directory, 'own.mmd'), 'utf8')).toMatch(/^flowchart TD\n/);
  });

  it('draws the pipeline, with what happens on errors only if asked', async () => {
    const [main, quiet, whole] = await Promise.all([cli('graph'), cli('graph', '--quiet'), cli('graph', '--errors')]);

    expect(main.stdout).toMatch(/--errors shows it/);
    expect(quiet.stdout).not.toMatch(/--errors/);
    expect(main.stdout.startsWith(quiet.stdout)).toBe(true);
    expect(main.stdout).not.toContain('DeployFailed');
    expect(whole.stdout).toContain('DeployFailed');
  });
});
