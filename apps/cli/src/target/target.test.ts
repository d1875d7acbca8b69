import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { applyTarget } from './apply-target.ts';
import { checkProfile } from './check-profile.ts';
import { projectOf } from './project.ts';
import { targetMemory } from './remembered-target.ts';
import { type Target, targetArguments, targetWords } from './target.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stepmaker-target-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
  vi.unstubAllEnvs();
});

const LOCAL: Target = { kind: 'local', endpointUrl: 'http://127.0.0.1:4566', region: 'us-east-1', stackName: 'ml-pipeline' };
const ACCOUNT: Target = { kind: 'aws', profile: 'work', region: 'eu-west-1', stackName: 'other' };
const DEFAULT_ACCOUNT: Target = { kind: 'aws', stackName: 'ml-pipeline' };

describe('a target', () => {
  it.each<readonly [Target, string, string]>([
    [LOCAL, 'the embedded AWS at http://127.0.0.1:4566', '--local'],
    [ACCOUNT, 'AWS (profile work, eu-west-1)', '--profile work --region eu-west-1 --stack other'],
    [DEFAULT_ACCOUNT, 'AWS', ''],
  ])('%j has its words and the options that choose it', (target, words, options) => {
    expect(targetWords(target)).toBe(words);
    expect(targetArguments(target).join(' ')).toBe(options);
  });

  it('on AWS sets profile and region, and takes away the keys of another profile', () => {
    const env: NodeJS.ProcessEnv = { AWS_PROFILE: 'home', AWS_ACCESS_KEY_ID: 'key', AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' };

    expect(applyTarget(ACCOUNT, env)).toEqual({ region: 'eu-west-1' });
    expect(env).toEqual({ AWS_PROFILE: 'work', AWS_REGION: 'eu-west-1' });
  });

  it('on AWS keeps the keys of the same profile, and those without a profile', () => {
    const ofProfile: NodeJS.ProcessEnv = { AWS_PROFILE: 'work', AWS_ACCESS_KEY_ID: 'key' };
    const ofNone: NodeJS.ProcessEnv = { AWS_ACCESS_KEY_ID: 'key' };

    applyTarget(ACCOUNT, ofProfile);
    expect(applyTarget(DEFAULT_ACCOUNT, ofNone)).toEqual({});
    expect(ofProfile['AWS_ACCESS_KEY_ID']).toBe('key');
    expect(ofNone).toEqual({ AWS_ACCESS_KEY_ID: 'key' });
  });
});

describe('checkProfile', () => {
  it('accepts profiles of both files, and names the nearest one for another', async () => {
    vi.stubEnv('AWS_CONFIG_FILE', join(directory, 'config'));
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(directory, 'credentials'));
    writeFileSync(join(directory, 'config'), '[profile work]\nregion = eu-west-1\n');
    writeFileSync(join(directory, 'credentials'), '[home]\naws_access_key_id = a\n');

    await expect(checkProfile('work')).resolves.toBeUndefined();
    await expect(checkProfile('home')).resolves.toBeUndefined();
    await expect(checkProfile('wrok')).rejects.toMatchObject({ hint: 'Did you mean work?' });
  });
});

describe('the remembered target of a project', () => {
  it.each<readonly [string, NodeJS.ProcessEnv]>([
    ['XDG_STATE_HOME', { XDG_STATE_HOME: '' }],
    ['the home directory', {}],
  ])('is kept below %s', (_what, env) => {
    const here = env['XDG_STATE_HOME'] === '' ? { XDG_STATE_HOME: directory } : {};
    vi.stubEnv('HOME', directory);
    const memory = targetMemory('/project', here);

    expect(memory.recall()).toBeUndefined();
    memory.remember(LOCAL);
    expect(memory.recall()).toEqual(LOCAL);
    expect(targetMemory('/other', here).recall()).toBeUndefined();
  });

  it.each(['{', '{}', '{"target": null}', '{"target": {"kind": "local", "stackName": "x"}}', '{"target": {"kind": "aws"}}'])(
    'is none where its file holds %s',
    (content) => {
      const env = { XDG_STATE_HOME: directory };
      targetMemory('/project', env).remember(ACCOUNT);
      const [file = ''] = listed(join(directory, 'stepmaker'));
      writeFileSync(file, content);

      expect(targetMemory('/project', env).recall()).toBeUndefined();
    },
  );

  it('is not kept where the state directory cannot be written', () => {
    writeFileSync(join(directory, 'stepmaker'), '');
    const memory = targetMemory('/project', { XDG_STATE_HOME: directory });

    memory.remember(LOCAL);
    expect(memory.recall()).toBeUndefined();
  });
});

describe('projectOf', () => {
  it('returns the nearest directory upwards with a mark of a project', () => {
    const inner = join(directory, 'a/b');
    mkdirSync(inner, { recursive: true });
    writeFileSync(join(directory, 'a/package.json'), '{}');

    expect(projectOf(inner)).toBe(join(directory, 'a'));
  });

  it('returns the directory itself where no directory above has a mark', () => {
    expect(projectOf('/nowhere/at/all')).toBe('/nowhere/at/all');
  });
});

function listed(path: string): string[] {
  return readdirSync(path).map((name) => join(path, name));
}
