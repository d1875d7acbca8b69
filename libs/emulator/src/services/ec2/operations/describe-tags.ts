import type { OperationHandler } from '../../../core/service.ts';
import type { FilterInput } from '../describe.ts';
import type { RecordStore } from '../record-store.ts';

/**
 * Describes the tags of all resources, by filters.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeTags.html
 */
export function describeTags(records: RecordStore): OperationHandler<FilterInput, object> {
  return ({ Filters = [] }, call) => {
    const wanted = (name: string, value: string): boolean =>
      Filters.filter(({ Name }) => Name === name).every(({ Values = [] }) => Values.includes(value));
    const all = records
      .all(call)
      .flatMap(({ id, kind, tags }) => tags.map((tag) => ({ ...tag, ResourceId: id, ResourceType: kind })));
    return {
      Tags: all.filter(
        ({ Key, Value, ResourceId, ResourceType }) =>
          wanted('resource-id', ResourceId) &&
          wanted('resource-type', ResourceType) &&
          wanted('key', Key) &&
          wanted('value', Value),
      ),
    };
  };
}
