import type { ListSchedulesInput, ListSchedulesOutput } from '@aws-sdk/client-scheduler';
import { pageOf } from '../../../core/page.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { validation } from '../errors.ts';
import type { SchedulePorts } from '../schedule-ports.ts';
import { keyOf } from '../schedule-store.ts';

/**
 * Lists the schedules of the region.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_ListSchedules.html
 */
export function listSchedules({ store }: SchedulePorts): OperationHandler<ListSchedulesInput, ListSchedulesOutput> {
  return ({ GroupName, NamePrefix = '', State, NextToken: token, MaxResults: size = 100 }, { region }) => {
    if (GroupName !== undefined) store.group(region, GroupName);
    const found = store
      .list(region)
      .filter(
        ({ group, name, state }) =>
          (GroupName === undefined || group === GroupName) &&
          name.startsWith(NamePrefix) &&
          (State === undefined || state === State),
      );
    const { items, nextToken } = pageOf(found, {
      list: `ListSchedules ${region} ${GroupName} ${NamePrefix} ${State}`,
      token,
      size,
      keyOf,
      isSorted: true,
      invalidToken: () => validation('Invalid NextToken.'),
    });
    return {
      Schedules: items.map((schedule) => ({
        Arn: schedule.arn,
        Name: schedule.name,
        GroupName: schedule.group,
        State: schedule.state,
        CreationDate: new Date(schedule.createdAt),
        LastModificationDate: new Date(schedule.modifiedAt),
        Target: { Arn: schedule.target.Arn },
      })),
      ...(nextToken === undefined ? {} : { NextToken: nextToken }),
    };
  };
}
