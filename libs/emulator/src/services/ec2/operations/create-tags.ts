import type { OperationHandler } from '../../../core/service.ts';
import { type ListedTag, tagList, tagsFromList } from '../../../core/tags.ts';
import type { RecordStore } from '../record-store.ts';

/**
 * Adds tags to resources. Unknown resources are ignored.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTags.html
 */
export function createTags(
  records: RecordStore,
): OperationHandler<{ readonly Resources: readonly string[]; readonly Tags: readonly ListedTag[] }, undefined> {
  return ({ Resources, Tags }, call) => {
    for (const id of Resources) {
      const record = records.find(id, call);
      if (record !== undefined) records.put({ ...record, tags: tagList(tagsFromList([...record.tags, ...Tags])) }, call);
    }
    return undefined;
  };
}
