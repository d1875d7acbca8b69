import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Project, temporaryProject } from './project.ts';

describe('stepmaker complete', () => {
  let project: Project;

  beforeAll(() => {
    project = temporaryProject();
  });
  afterAll(() => project[Symbol.dispose]());

  it.each([
    ['steps', ['logs', '--step', 'Tr'], /^Train\t\n$/],
    ['regions', ['runs', '--region', 'eu-north'], /^eu-north-1\t\n$/],
    ['profiles', ['runs', '--profile', 'w'], /^work\t\nwork-admin\t\n$/],
    ['files after an at sign', ['run', '--input', '@inputs/'], /^@inputs\/nightly\.json\t\n$/],
    ['files of the working directory', ['run', '--data', 'inp'], /^inputs\/\t\n$/],
    ['files of the home directory', ['run', '--data', '~/pro'], /^~\/project\/\t\n$/],
    ['hidden files once a dot is typed', ['run', '--data', '.g'], /^\.git\/\t\n$/],
    ['options that were not typed yet', ['runs', '--limit', '3', '--li'], /^$/],
    ['runs of the stack that was typed', ['show', '--local', '--stack', 'other', 'f'], /^$/],
    [
      'no runs where the profile that was typed does not exist',
      ['show', '--no-local', '--profile', 'unknown', '--region', 'eu-west-1', 'f'],
      /^$/,
    ],
    ['no values of an option with any value', ['run', '--name', ''], /^$/],
  ])('offers %s', async (_what, typed, words) => {
    mkdirSync(join(project.directory, 'inputs'), { recursive: true });
    project.file('inputs/nightly.json', '{}');
    const config = project.file('aws-config', '[profile work]\nregion = eu-west-1\n');
    const credentials = project.file('aws-credentials', '[work-admin]\naws_access_key_id = a\n');
    const env = { AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: credentials };

    expect((await project.stepmaker(['complete', 'fish', '--', ...typed], { env })).stdout).toMatch(words);
  });
});
