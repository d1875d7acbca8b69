import { describe, expect, it } from 'vitest';
import { localEnvironment } from './aws-environment.ts';

describe('localEnvironment', () => {
  it('keeps nothing by which a real account could be reached', () => {
    const inherited = {
      PATH: '/bin',
      AWS_PROFILE: 'work',
      AWS_SESSION_TOKEN: 'secret',
      AWS_ENDPOINT_URL_S3: 'https://s3',
      CDK_DEFAULT_ACCOUNT: '1',
    };

    const environment = localEnvironment(inherited);

    expect(environment).toEqual({
      PATH: '/bin',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_REGION: 'us-east-1',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
    });
  });

  it('refuses an endpoint on another machine', () => {
    expect(() => localEnvironment({}, 'https://cloudformation.us-east-1.amazonaws.com')).toThrow(
      '--endpoint: must be on this machine, such as http://127.0.0.1:4566, was https://cloudformation.us-east-1.amazonaws.com',
    );
  });
});
