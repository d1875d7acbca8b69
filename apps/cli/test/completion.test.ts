import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type TestTool, testTool } from '@stepmaker/testing';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { type Project, temporaryProject } from './project.ts';
import { LAUNCHER } from './stepmaker.ts';
import { Terminal } from './terminal.ts';

/** How each shell is started with nothing of its owner's in it, and takes the completion on. */
const SHELLS = {
  bash: { command: ['bash', '--noprofile', '--norc', '-i'], setUp: 'PS1="> "; source <(stepmaker completion bash)' },
  zsh: {
    command: ['zsh', '-f', '-i'],
    setUp: 'bindkey -e; PS1="> "; autoload -U compinit; compinit -u -D; source <(stepmaker completion zsh)',
  },
  fish: { command: ['fish', '--no-config', '-i'], setUp: 'stepmaker completion fish | source' },
} as const;

/** A shell on the path. */
function shellTool(shell: string): TestTool {
  const isInstalled = spawnSync(shell, ['--version']).error === undefined;
  return testTool(shell, isInstalled ? shell : undefined, `apt-get install ${shell}`);
}

describe('completion', () => {
  let project: Project;
  let bin: string;

  beforeAll(() => {
    project = temporaryProject();
    bin = mkdtempSync(join(tmpdir(), 'stepmaker-bin-'));
    symlinkSync(LAUNCHER, join(bin, 'stepmaker'));
    symlinkSync(process.execPath, join(bin, 'node'));
    mkdirSync(join(project.directory, 'housesdata'));
    writeFileSync(join(project.directory, 'houses.csv'), '');
  });
  afterAll(() => {
    project[Symbol.dispose]();
    rmSync(bin, { recursive: true, force: true });
  });

  describe.each(Object.keys(SHELLS) as (keyof typeof SHELLS)[])('in %s', (shell) => {
    const { isMissing, note } = shellTool(shell);
    it.skipIf(isMissing).each([
      ['a command', 'stepmaker endp', 'stepmaker endpoints'],
      ['a command of a command', 'stepmaker local sta', 'stepmaker local status'],
      ['an option', 'stepmaker logs --foll', 'stepmaker logs --follow'],
      ['a value of an option', 'stepmaker graph --format mer', 'stepmaker graph --format mermaid'],
      ['a value after an equals sign', 'stepmaker runs --region=eu-north', 'stepmaker runs --region=eu-north-1'],
      ['a file', 'stepmaker run --data houses.', 'stepmaker run --data houses.csv'],
      ['a directory, to be gone on from', 'stepmaker report -o housesd', 'stepmaker report -o housesdata/'],
    ])(
      `completes %s${note}`,
      async (_what, typed, completed) => {
        const env = { ...project.env, PATH: `${bin}${delimiter}${process.env['PATH']}`, XDG_CONFIG_HOME: bin, fish_greeting: '' };
        await using terminal = new Terminal(SHELLS[shell].command, { cwd: project.directory, env });
        terminal.type(`${SHELLS[shell].setUp}; printf 'rea%s\\n' dy\r`);
        await terminal.shows(/ready/);
        const from = terminal.screen.length;
        // Tab, then to the beginning of the line and echo before it: what the line has become is printed.
        terminal.type(`${typed}\t\u0001echo \r`);

        await terminal.shows(new RegExp(`[\\r\\n]${completed}\\r?\\n`), from);
      },
      60_000,
    );
  });
});
