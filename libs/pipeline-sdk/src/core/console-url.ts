import type { ClientOptions } from './client-options.ts';

/** Address of the AWS console of a region; undefined where there is none, as for the embedded AWS. */
function consoleHome(region: string | undefined, options: ClientOptions): string | undefined {
  if (region === undefined || customEndpoint(options) !== undefined) return undefined;
  if (region.startsWith('cn-')) return `https://${region}.console.amazonaws.cn`;
  if (region.startsWith('us-gov-')) return `https://${region}.console.amazonaws-us-gov.com`;
  return `https://${region}.console.aws.amazon.com`;
}

/** The page of an execution. */
export function executionUrl(executionArn: string, region: string | undefined, options: ClientOptions): string | undefined {
  const home = consoleHome(region, options);
  return home && `${home}/states/home?region=${region}#/v2/executions/details/${executionArn}`;
}

/** The page of a SageMaker resource: `jobs` are training jobs. */
export function sagemakerUrl(
  kind: 'jobs' | 'processing-jobs' | 'endpoints',
  name: string,
  region: string | undefined,
  options: ClientOptions,
): string | undefined {
  const home = consoleHome(region, options);
  return home && `${home}/sagemaker/home?region=${region}#/${kind}/${name}`;
}

/** The endpoint that is used instead of AWS's own: of the options, else of the environment. */
export function customEndpoint({ endpoint }: ClientOptions): string | undefined {
  return endpoint ?? environment('AWS_ENDPOINT_URL');
}

/** A variable of the environment, where there is one: not in a browser. */
export function environment(name: string): string | undefined {
  return (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env?.[name];
}
