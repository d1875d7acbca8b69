import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError, step } from './progress.mjs';
import { run } from './run.mjs';
import { Stamp } from './stamp.mjs';

const OLDEST = 9;
const NEWEST = 14;

/** A Python that can run the scripts: `STEPMAKER_PYTHON`, else `python3`, else `python`. @throws SetupError naming what is missing */
function findPython() {
  const candidates = process.env.STEPMAKER_PYTHON ? [process.env.STEPMAKER_PYTHON] : ['python3', 'python'];
  const seen = [];
  for (const command of candidates) {
    const probe = spawnSync(
      command,
      [
        '-c',
        'import sys, importlib.util as u; print(sys.version_info[0], sys.version_info[1], bool(u.find_spec("venv")) and bool(u.find_spec("ensurepip")))',
      ],
      {
        encoding: 'utf8',
      },
    );
    if (probe.status !== 0) continue;
    const [major, minor, venv] = probe.stdout.trim().split(' ');
    if (major !== '3' || Number(minor) < OLDEST || Number(minor) > NEWEST) {
      seen.push(`${command} is Python ${major}.${minor}`);
      continue;
    }
    if (venv !== 'True') {
      throw new SetupError(
        `${command} (Python 3.${minor}) has no venv module. On Debian and Ubuntu: sudo apt-get install python3-venv (or python3.${minor}-venv), then start again.`,
      );
    }
    return { command, minor };
  }
  throw new SetupError(
    `Python 3.${OLDEST} to 3.${NEWEST} is needed to run the machine-learning scripts${seen.length > 0 ? `, but ${seen.join(' and ')}` : `, and no ${candidates.join(' or ')} was found`}. ` +
      'Install it (Debian, Ubuntu: sudo apt-get install python3 python3-venv; macOS: brew install python) or name one in STEPMAKER_PYTHON.',
  );
}

/** Makes `.venv` with the pinned packages for this Python. Returns the path of its interpreter. */
export function preparePython(root) {
  const { command, minor } = findPython();
  return makeEnvironment(root, {
    command,
    minor,
    directory: '.venv',
    constraints: `constraints-3.${minor}.txt`,
    what: 'scikit-learn',
  });
}

/** The newest Python that the oldest supported scikit-learn has wheels for. */
const NEWEST_FOR_OLDEST = 11;

/**
 * Makes `.venv-oldest` with the oldest scikit-learn that the scripts run on, for the tests. Returns the path of its interpreter, or
 * undefined where this Python is too new for that version.
 */
export async function prepareOldestPython(root) {
  const { command, minor } = findPython();
  if (Number(minor) > NEWEST_FOR_OLDEST) return undefined;
  return makeEnvironment(root, {
    command,
    minor,
    directory: '.venv-oldest',
    constraints: 'constraints-oldest.txt',
    what: 'the oldest scikit-learn',
  });
}

async function makeEnvironment(root, { command, minor, directory, constraints, what }) {
  const requirements = join(root, 'ml/requirements/requirements.txt');
  const pins = join(root, 'ml/requirements', constraints);
  const venv = join(root, directory);
  const python = join(venv, 'bin/python');
  const stamp = new Stamp(join(venv, '.stepmaker-ready'), [
    `3.${minor}`,
    readFileSync(requirements, 'utf8'),
    readFileSync(pins, 'utf8'),
  ]);
  if (stamp.isCurrent() && existsSync(python)) return python;
  await step(`Python packages (${what}, for Python 3.${minor})`, async () => {
    stamp.remove();
    rmSync(venv, { recursive: true, force: true });
    await run(command, ['-m', 'venv', venv]);
    await run(python, [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--only-binary=:all:',
      '-r',
      requirements,
      '-c',
      pins,
    ]);
    stamp.write();
  });
  return python;
}

/**
 * Makes an environment for tools that are written in Python. Returns the path of its interpreter.
 *
 * @param directory of the environment, in the workspace
 * @param requirements the file with the pinned tools, in the workspace
 * @param what a word for people
 * @param withDependencies whether pip adds what the tools need; else the file names everything
 */
export async function prepareTools(root, { directory, requirements, what, withDependencies = true }) {
  const { command, minor } = findPython();
  const file = join(root, requirements);
  const venv = join(root, directory);
  const python = join(venv, 'bin/python');
  const stamp = new Stamp(join(venv, '.stepmaker-ready'), [`3.${minor}`, readFileSync(file, 'utf8')]);
  if (stamp.isCurrent() && existsSync(python)) return python;
  await step(what, async () => {
    stamp.remove();
    rmSync(venv, { recursive: true, force: true });
    await run(command, ['-m', 'venv', venv]);
    const noDependencies = withDependencies ? [] : ['--no-deps'];
    await run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...noDependencies, '-r', file]);
    stamp.write();
  });
  return python;
}
