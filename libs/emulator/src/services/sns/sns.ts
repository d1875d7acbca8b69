import type { Runtime } from '../../core/runtime.ts';
import type { MessageLog } from './message-log.ts';
import type { Notifier } from './notifier.ts';
import type { TopicStore } from './topic-store.ts';

/** The stores and ports that SNS's operations work with. */
export interface Sns {
  readonly store: TopicStore;
  readonly log: MessageLog;
  readonly notifier: Notifier;
  readonly runtime: Runtime;
}
