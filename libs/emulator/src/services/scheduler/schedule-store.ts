import type { CreateScheduleInput, Target } from '@aws-sdk/client-scheduler';
import type { Collection, Store } from '../../core/store.ts';
import { notFound } from './errors.ts';

/** A schedule as it is kept, by region, group and name. Times are in milliseconds since the epoch. */
export interface Schedule {
  readonly name: string;
  readonly group: string;
  readonly region: string;
  readonly arn: string;
  readonly expression: string;
  readonly zone: string;
  readonly description?: string;
  readonly state: 'ENABLED' | 'DISABLED';
  readonly startDate?: number;
  readonly endDate?: number;
  readonly kmsKeyArn?: string;
  readonly target: Target;
  readonly flexibleTimeWindow: NonNullable<CreateScheduleInput['FlexibleTimeWindow']>;
  readonly actionAfterCompletion: 'NONE' | 'DELETE';
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** The last moment for which its target was invoked. */
  readonly firedFor?: number;
}

/** A group of schedules. */
export interface ScheduleGroup {
  readonly name: string;
  readonly region: string;
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** Schedules and their groups. */
export class ScheduleStore {
  readonly #schedules: Collection<Schedule>;
  readonly #groups: Collection<ScheduleGroup>;

  constructor(store: Store) {
    this.#schedules = store.collection('scheduler.schedule');
    this.#groups = store.collection('scheduler.group');
  }

  find(region: string, group: string, name: string): Schedule | undefined {
    return this.#schedules.get(`${region}:${group}/${name}`);
  }

  /** @throws AwsError `ResourceNotFoundException` */
  get(region: string, group: string, name: string): Schedule {
    this.group(region, group);
    const schedule = this.find(region, group, name);
    if (schedule === undefined) throw notFound(`Schedule ${name} does not exist.`);
    return schedule;
  }

  put(schedule: Schedule): void {
    this.#schedules.put(keyOf(schedule), schedule);
  }

  delete(schedule: Schedule): void {
    this.#schedules.delete(keyOf(schedule));
  }

  /** All schedules, of a region where one is given. */
  list(region = ''): Schedule[] {
    return this.#schedules.list({ prefix: region === '' ? '' : `${region}:` }).map(({ value }) => value);
  }

  findGroup(region: string, name: string): ScheduleGroup | undefined {
    return this.#groups.get(`${region}:${name}`) ?? (name === 'default' ? defaultGroup(region) : undefined);
  }

  /** @throws AwsError `ResourceNotFoundException` */
  group(region: string, name: string): ScheduleGroup {
    const group = this.findGroup(region, name);
    if (group === undefined) throw notFound(`Schedule group ${name} does not exist.`);
    return group;
  }

  putGroup(group: ScheduleGroup): void {
    this.#groups.put(`${group.region}:${group.name}`, group);
  }

  deleteGroup({ region, name }: ScheduleGroup): void {
    this.#groups.delete(`${region}:${name}`);
    for (const schedule of this.list(region)) if (schedule.group === name) this.delete(schedule);
  }

  groups(region: string): ScheduleGroup[] {
    const own = this.#groups.list({ prefix: `${region}:` }).map(({ value }) => value);
    return [defaultGroup(region), ...own].sort((left, right) => (left.name < right.name ? -1 : 1));
  }
}

/** Key of a schedule in the store. */
export function keyOf({ region, group, name }: Pick<Schedule, 'region' | 'group' | 'name'>): string {
  return `${region}:${group}/${name}`;
}

/** Every account has it. */
function defaultGroup(region: string): ScheduleGroup {
  return { name: 'default', region, arn: '', tags: {}, createdAt: 0, modifiedAt: 0 };
}
