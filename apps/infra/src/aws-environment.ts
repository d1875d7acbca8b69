/** Default URL of the embedded AWS that `nx deploy infra --configuration=local` deploys to. */
export const LOCAL_ENDPOINT = 'http://127.0.0.1:4566';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * The environment in which AWS clients reach the embedded AWS and cannot reach anything else: every inherited AWS setting is dropped, the
 * keys are dummies, config files are pointed at nothing.
 *
 * @param inherited the environment of this process
 * @param endpoint of the embedded AWS
 * @throws Error when the endpoint is not on this machine
 */
export function localEnvironment(inherited: NodeJS.ProcessEnv, endpoint: string = LOCAL_ENDPOINT): NodeJS.ProcessEnv {
  if (!LOOPBACK.has(new URL(endpoint).hostname)) {
    throw new Error(`--endpoint: must be on this machine, such as ${LOCAL_ENDPOINT}, was ${endpoint}`);
  }
  return {
    ...Object.fromEntries(Object.entries(inherited).filter(([name]) => !/^(AWS|CDK)_/.test(name))),
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_REGION: 'us-east-1',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}
