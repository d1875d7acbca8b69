import type { Target } from './target.ts';

/** Settings of AWS clients; others come from the environment. */
export interface ClientConfig {
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/**
 * Connects this process, and its children, to the target only: for the embedded AWS every inherited AWS setting is
 * dropped, so that no real account is reached by accident; for AWS the profile and the region are set.
 *
 * @returns what AWS clients are made with
 */
export function applyTarget(target: Target, env: NodeJS.ProcessEnv = process.env): ClientConfig {
  if (target.kind === 'aws') {
    if (target.profile !== undefined && target.profile !== env['AWS_PROFILE']) {
      for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']) delete env[name];
      env['AWS_PROFILE'] = target.profile;
    }
    delete env['AWS_ENDPOINT_URL'];
    if (target.region !== undefined) env['AWS_REGION'] = target.region;
    return target.region === undefined ? {} : { region: target.region };
  }
  const { endpointUrl, region } = target;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  for (const name of Object.keys(env)) if (/^(AWS|CDK)_/.test(name)) delete env[name];
  Object.assign(env, {
    AWS_ENDPOINT_URL: endpointUrl,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_REGION: region,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  });
  return { endpoint: endpointUrl, region, credentials };
}
