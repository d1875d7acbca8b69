import { parseArn } from '../../core/arn.ts';
import { AwsError } from '../../core/aws-error.ts';
import type { Collection } from '../../core/store.ts';
import { TagStore } from '../../core/tags.ts';
import type { AlarmStore } from './alarm-store.ts';
import type { Dashboard } from './dashboard-store.ts';

/** The tags of alarms and dashboards, by ARN. */
export function resourceTags(alarms: AlarmStore, dashboards: Collection<Dashboard>): TagStore<string | undefined> {
  return new TagStore((arn = '') => {
    const { region = '', resource = '' } = parseArn(arn) ?? {};
    const dashboard = dashboards.get(/^dashboard\/(.+)$/u.exec(resource)?.[1] ?? '');
    if (dashboard?.arn === arn)
      return { tags: dashboard.tags ?? {}, save: (tags) => dashboards.put(dashboard.name, { ...dashboard, tags }) };
    const alarm = alarms.find(region, resource.slice(resource.indexOf(':') + 1));
    if (alarm?.arn !== arn)
      throw new AwsError({ code: 'ResourceNotFoundException', message: `Resource ${arn} does not exist`, httpStatus: 404 });
    return { tags: alarm.tags, save: (tags) => alarms.put({ ...alarm, tags }) };
  });
}
