/** AWS and pipeline of a command. */
export type Target = LocalTarget | AwsTarget;

/** The embedded AWS on this machine. */
export interface LocalTarget {
  readonly kind: 'local';
  readonly endpointUrl: string;
  readonly region: string;
  readonly stackName: string;
}

/** AWS, by the usual configuration. */
export interface AwsTarget {
  readonly kind: 'aws';
  /** Undefined: what the environment says. */
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  readonly stackName: string;
}

/** A target, and how it came to be chosen. */
export interface ChosenTarget {
  readonly target: Target;
  readonly by: 'options' | 'environment' | 'memory' | 'default';
}

/** The target in words: `the embedded AWS at http://127.0.0.1:4566`, `AWS (profile work, eu-west-1)`. */
export function targetWords(target: Target): string {
  if (target.kind === 'local') return `the embedded AWS at ${target.endpointUrl}`;
  const facts = [target.profile && `profile ${target.profile}`, target.region].filter(Boolean).join(', ');
  return facts === '' ? 'AWS' : `AWS (${facts})`;
}

/** The options that choose this target anywhere. */
export function targetArguments(target: Target): string[] {
  const stack = target.stackName === DEFAULT_STACK ? [] : ['--stack', target.stackName];
  if (target.kind === 'local') return ['--local', ...stack];
  return [
    ...(target.profile === undefined ? [] : ['--profile', target.profile]),
    ...(target.region === undefined ? [] : ['--region', target.region]),
    ...stack,
  ];
}

export const DEFAULT_STACK = 'ml-pipeline';
export const LOCAL_PORT = 4566;
export const LOCAL_REGION = 'us-east-1';
