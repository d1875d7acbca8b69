import { parseArn } from '../../core/arn.ts';
import type { Collection, Store } from '../../core/store.ts';
import { parameterNotFound, parameterVersionNotFound } from './errors.ts';

/** A parameter as it is kept: by region and name, its versions with the newest last. */
export interface StoredParameter {
  readonly name: string;
  readonly arn: string;
  readonly tier: 'Standard' | 'Advanced' | 'Intelligent-Tiering';
  readonly dataType: string;
  readonly versions: readonly ParameterVersion[];
  readonly tags: Readonly<Record<string, string>>;
}

/** A version of a parameter. A `SecureString` is kept as it is: the data directory is the secret's place. */
export interface ParameterVersion {
  readonly version: number;
  readonly type: 'String' | 'StringList' | 'SecureString';
  readonly value: string;
  readonly keyId?: string;
  readonly description?: string;
  readonly allowedPattern?: string;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
  readonly modifiedBy: string;
}

/** The parameters of all regions. */
export class ParameterStore {
  readonly #parameters: Collection<StoredParameter>;

  constructor(store: Store) {
    this.#parameters = store.collection('ssm.parameter');
  }

  find(region: string, name: string): StoredParameter | undefined {
    return this.#parameters.get(`${region}:${name}`);
  }

  /** @throws AwsError `ParameterNotFound` */
  get(region: string, name: string): StoredParameter {
    const parameter = this.find(region, name);
    if (parameter === undefined) throw parameterNotFound(name);
    return parameter;
  }

  put(region: string, parameter: StoredParameter): void {
    this.#parameters.put(`${region}:${parameter.name}`, parameter);
  }

  delete(region: string, name: string): boolean {
    return this.#parameters.delete(`${region}:${name}`);
  }

  list(region: string, prefix = ''): StoredParameter[] {
    return this.#parameters.list({ prefix: `${region}:${prefix}` }).map(({ value }) => value);
  }

  /** The parameter and version that a name means: `name`, `name:3`, or the ARN of either. */
  resolve(region: string, reference: string): { parameter: StoredParameter; version: ParameterVersion; selector?: string } {
    const [name = '', selector] = nameOf(reference).split(':');
    const parameter = this.get(region, name);
    const version =
      selector === undefined
        ? parameter.versions.at(-1)
        : parameter.versions.find((candidate) => String(candidate.version) === selector);
    if (version === undefined) throw parameterVersionNotFound(name, selector ?? '');
    return { parameter, version, ...(selector !== undefined && { selector: `:${selector}` }) };
  }
}

/** The newest version of a parameter. */
export function newestVersion({ versions }: StoredParameter): ParameterVersion {
  return versions.at(-1) as ParameterVersion;
}

/** A parameter's name, from its ARN or from itself; a version at its end stays. */
export function nameOf(reference: string): string {
  const parsed = parseArn(reference);
  const path = parsed?.service === 'ssm' ? /^parameter(\/.+)$/u.exec(parsed.resource)?.[1] : undefined;
  if (path === undefined) return reference;
  // The ARN of `plain` is …:parameter/plain, that of `/a/path` is …:parameter/a/path.
  return path.slice(1).includes('/') ? path : path.slice(1);
}
