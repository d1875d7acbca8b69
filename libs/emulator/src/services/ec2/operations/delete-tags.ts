import type { OperationHandler } from '../../../core/service.ts';
import { type ListedTag, tagList, tagsFromList, withoutTags } from '../../../core/tags.ts';
import type { RecordStore } from '../record-store.ts';

/**
 * Removes tags from resources: those with the given keys and values, or all.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTags.html
 */
export function deleteTags(
  records: RecordStore,
): OperationHandler<{ readonly Resources: readonly string[]; readonly Tags?: readonly ListedTag[] }, undefined> {
  return ({ Resources, Tags = [] }, call) => {
    const isMeant = (key: string, value: string): boolean =>
      Tags.length === 0 || Tags.some(({ Key, Value }) => Key === key && (Value === undefined || Value === value));
    for (const id of Resources) {
      const record = records.find(id, call);
      if (record === undefined) continue;
      const removed = record.tags.filter(({ Key, Value }) => isMeant(Key, Value)).map(({ Key }) => Key);
      records.put({ ...record, tags: tagList(withoutTags(tagsFromList(record.tags), removed)) }, call);
    }
    return undefined;
  };
}
