import { describe, expect, it } from 'vitest';
import { chooseTarget, type TargetSources } from './choose-target.ts';
import type { Target } from './target.ts';

const LOCAL: Target = { kind: 'local', endpointUrl: 'http://127.0.0.1:4600', region: 'us-east-1', stackName: 'mine' };
const AWS: Target = { kind: 'aws', profile: 'work', region: 'eu-west-1', stackName: 'theirs' };

function choose(sources: Partial<TargetSources>): ReturnType<typeof chooseTarget> {
  return chooseTarget({ options: {}, env: {}, remembered: undefined, runningEndpointUrl: undefined, ...sources });
}

describe('chooseTarget', () => {
  it('is AWS where nothing says otherwise', () => {
    expect(choose({})).toEqual({
      target: { kind: 'aws', profile: undefined, region: undefined, stackName: 'ml-pipeline' },
      by: 'default',
    });
  });

  it('takes options before the environment, and the environment before what was used last', () => {
    const env = { AWS_PROFILE: 'home', AWS_REGION: 'us-west-2', STEPMAKER_STACK: 'other' };

    expect(choose({ remembered: AWS }).target).toEqual(AWS);
    expect(choose({ remembered: AWS, env }).target).toEqual({
      kind: 'aws',
      profile: 'home',
      region: 'us-west-2',
      stackName: 'other',
    });
    expect(choose({ remembered: AWS, env, options: { profile: 'lab', region: 'sa-east-1', stack: 's' } })).toEqual({
      target: { kind: 'aws', profile: 'lab', region: 'sa-east-1', stackName: 's' },
      by: 'options',
    });
  });

  it('stays with the embedded AWS that was used last, though the shell has a profile: that costs nothing', () => {
    expect(choose({ remembered: LOCAL, env: { AWS_PROFILE: 'home', AWS_REGION: 'eu-west-1' } })).toEqual({
      target: LOCAL,
      by: 'memory',
    });
  });

  it('goes from one kind to the other by an option or a variable, and leaves the other’s settings behind', () => {
    expect(choose({ remembered: LOCAL, options: { local: false } }).target).toEqual({
      kind: 'aws',
      profile: undefined,
      region: undefined,
      stackName: 'ml-pipeline',
    });
    expect(choose({ remembered: LOCAL, options: { region: 'eu-west-1' } }).target.kind).toBe('aws');
    expect(choose({ remembered: AWS, options: { local: true } }).target).toMatchObject({
      endpointUrl: 'http://127.0.0.1:4566',
      stackName: 'ml-pipeline',
    });
    expect(choose({ remembered: AWS, options: { port: 4700 } }).target).toMatchObject({
      kind: 'local',
      endpointUrl: 'http://127.0.0.1:4700',
    });
    expect(choose({ remembered: AWS, env: { STEPMAKER_TARGET: 'local' } })).toMatchObject({
      target: { kind: 'local' },
      by: 'environment',
    });
    expect(choose({ env: { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' } }).target).toMatchObject({
      endpointUrl: 'http://127.0.0.1:9',
    });
  });

  it('finds the embedded AWS that runs in the project, before the one that was used last', () => {
    const sources = { remembered: LOCAL, runningEndpointUrl: 'http://127.0.0.1:5000' };

    expect(choose(sources).target).toMatchObject({ endpointUrl: 'http://127.0.0.1:5000', stackName: 'mine' });
    expect(choose({ ...sources, options: { port: 1 } }).target).toMatchObject({ endpointUrl: 'http://127.0.0.1:1' });
  });

  it('refuses a STEPMAKER_TARGET that is neither', () => {
    expect(() => choose({ env: { STEPMAKER_TARGET: 'moon' } })).toThrow('STEPMAKER_TARGET must be local or aws, was moon');
  });
});
