import { type ChosenTarget, DEFAULT_STACK, LOCAL_PORT, LOCAL_REGION, type Target } from './target.ts';
import type { TargetOptions } from './target-options.ts';

/** Sources of a target. */
export interface TargetSources {
  readonly options: TargetOptions;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The target that this project used last. */
  readonly remembered: Target | undefined;
  /** URL of the project's own embedded AWS, if one runs. */
  readonly runningEndpointUrl: string | undefined;
}

/**
 * Chooses the target: by the options; else by `STEPMAKER_TARGET` (`local`, `aws`) or `AWS_ENDPOINT_URL`; else the one that was used last
 * in this project; else AWS. `AWS_PROFILE` and `AWS_REGION` say which account and region, not whether it is AWS: many shells have them always.
 *
 * @throws RangeError for a `STEPMAKER_TARGET` that is neither
 */
export function chooseTarget({ options, env, remembered, runningEndpointUrl }: TargetSources): ChosenTarget {
  const { kind, by } = chooseKind(options, env, remembered);
  const same = remembered?.kind === kind ? remembered : undefined;
  const stackName = options.stack ?? (env['STEPMAKER_STACK'] || undefined) ?? same?.stackName ?? DEFAULT_STACK;
  if (kind === 'local') {
    const given = options.port === undefined ? env['AWS_ENDPOINT_URL'] || undefined : `http://127.0.0.1:${options.port}`;
    const known = same?.kind === 'local' ? same.endpointUrl : undefined;
    const endpointUrl = given ?? runningEndpointUrl ?? known ?? `http://127.0.0.1:${LOCAL_PORT}`;
    return { target: { kind, endpointUrl, region: options.region ?? LOCAL_REGION, stackName }, by };
  }
  const known = same?.kind === 'aws' ? same : undefined;
  const profile = options.profile ?? (env['AWS_PROFILE'] || undefined) ?? known?.profile;
  const region = options.region ?? (env['AWS_REGION'] || undefined) ?? (env['AWS_DEFAULT_REGION'] || undefined) ?? known?.region;
  return { target: { kind, profile, region, stackName }, by };
}

function chooseKind(
  options: TargetOptions,
  env: TargetSources['env'],
  remembered: Target | undefined,
): { readonly kind: Target['kind']; readonly by: ChosenTarget['by'] } {
  const { local, port, profile, region } = options;
  if (local !== undefined) return { kind: local ? 'local' : 'aws', by: 'options' };
  if (port !== undefined) return { kind: 'local', by: 'options' };
  if (profile !== undefined || region !== undefined) return { kind: 'aws', by: 'options' };
  const named = env['STEPMAKER_TARGET'];
  if (named === 'local' || named === 'aws') return { kind: named, by: 'environment' };
  if (named) throw new RangeError(`STEPMAKER_TARGET must be local or aws, was ${named}`);
  if (env['AWS_ENDPOINT_URL']) return { kind: 'local', by: 'environment' };
  if (remembered !== undefined) return { kind: remembered.kind, by: 'memory' };
  return { kind: 'aws', by: 'default' };
}
