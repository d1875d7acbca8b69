import type { GetScheduleGroupOutput } from '@aws-sdk/client-scheduler';
import { type ArnScope, arn } from '../../core/arn.ts';
import type { ScheduleGroup } from './schedule-store.ts';

/** A schedule group as GetScheduleGroup and ListScheduleGroups return it. */
export function scheduleGroupDescription(group: ScheduleGroup, scope: ArnScope): GetScheduleGroupOutput {
  const { name, createdAt, modifiedAt } = group;
  return {
    Arn: scheduleGroupArn(name, scope),
    Name: name,
    State: 'ACTIVE',
    CreationDate: new Date(createdAt),
    LastModificationDate: new Date(modifiedAt),
  };
}

/** The ARN of a schedule group. */
export function scheduleGroupArn(name: string, scope: ArnScope): string {
  return arn('scheduler', scope, `schedule-group/${name}`);
}
