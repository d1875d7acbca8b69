import type { Toolbox } from './tools/toolbox.ts';

/** The account's dummy keys, the endpoint, and nothing of the person's own AWS. @param home an empty directory */
export function environmentOf({ path }: Pick<Toolbox, 'path'>, endpointUrl: string, home: string): Record<string, string> {
  return {
    PATH: path,
    HOME: home,
    AWS_ENDPOINT_URL: endpointUrl,
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
    CHECKPOINT_DISABLE: '1',
    JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '1',
  };
}
