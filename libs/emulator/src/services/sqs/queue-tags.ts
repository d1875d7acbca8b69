import type { Call } from '../../core/service.ts';
import { TagStore } from '../../core/tags.ts';
import type { QueueStore } from './queue-store.ts';

/** A queue, by the members of a call that name it. */
export interface QueueReference {
  readonly QueueUrl: string;
  readonly call: Call;
}

/** The tags of queues. */
export function queueTags(store: QueueStore): TagStore<QueueReference> {
  return new TagStore(({ QueueUrl, call }) => {
    const queue = store.byUrl(call.region, QueueUrl);
    return { tags: queue.tags, save: (tags) => store.put({ ...queue, tags }) };
  });
}
