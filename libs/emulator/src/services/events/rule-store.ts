import { lastPart } from '../../core/arn.ts';
import { AwsError } from '../../core/aws-error.ts';
import type { Collection, Store } from '../../core/store.ts';

/** A rule as it is kept: by region, bus and name. */
export interface Rule {
  readonly name: string;
  readonly bus: string;
  readonly arn: string;
  readonly eventPattern?: string;
  readonly scheduleExpression?: string;
  readonly state: 'ENABLED' | 'DISABLED' | 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
  readonly description?: string;
  readonly roleArn?: string;
  readonly createdBy: string;
  /** Since when a rate counts, in milliseconds since the epoch. */
  readonly since?: number;
  /** Targets in the API's shape, by id. */
  readonly targets: Readonly<Record<string, unknown>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** The rules of all regions. */
export class RuleStore {
  readonly #rules: Collection<Rule>;

  constructor(store: Store) {
    this.#rules = store.collection('events.rule');
  }

  find(region: string, bus: string, name: string): Rule | undefined {
    return this.#rules.get(`${region}:${bus}:${name}`);
  }

  /** @throws AwsError `ResourceNotFoundException` */
  get(region: string, bus: string | undefined, name = ''): Rule {
    const rule = this.find(region, busName(bus), name);
    if (rule === undefined) throw resourceNotFound(`Rule ${name} does not exist on EventBus ${busName(bus)}.`);
    return rule;
  }

  put(region: string, rule: Rule): void {
    this.#rules.put(`${region}:${rule.bus}:${rule.name}`, rule);
  }

  /** Enables or disables a rule. @throws AwsError `ResourceNotFoundException` */
  setState(region: string, bus: string | undefined, name: string | undefined, changed: Pick<Rule, 'state' | 'since'>): void {
    this.put(region, { ...this.get(region, bus, name), ...changed });
  }

  delete(region: string, { bus, name }: Rule): void {
    this.#rules.delete(`${region}:${bus}:${name}`);
  }

  list(region: string, bus: string | undefined, prefix = ''): Rule[] {
    return this.#rules.list({ prefix: `${region}:${busName(bus)}:${prefix}` }).map(({ value }) => value);
  }

  /** The rules of all regions. */
  all(): { readonly region: string; readonly rule: Rule }[] {
    return this.#rules.list().map(({ key, value }) => ({ region: key.slice(0, key.indexOf(':')), rule: value }));
  }

  /** The rule with this ARN. @throws AwsError `ResourceNotFoundException` */
  byArn(region: string, arn = ''): Rule {
    const rule = this.get(region, undefined, lastPart(arn));
    if (rule.arn !== arn) throw resourceNotFound(`Resource ${arn} does not exist.`);
    return rule;
  }
}

/** The bus that is meant: there is the default one only. @throws AwsError `ResourceNotFoundException` */
export function busName(bus = 'default'): string {
  const name = lastPart(bus);
  if (name !== 'default') throw resourceNotFound(`Event bus ${name} does not exist.`);
  return name;
}

/** The rule, bus or target does not exist. */
export function resourceNotFound(message: string): AwsError {
  return new AwsError({ code: 'ResourceNotFoundException', message });
}
