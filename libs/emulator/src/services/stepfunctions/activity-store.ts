import type { EncryptionConfiguration } from '@aws-sdk/client-sfn';
import type { Collection, Store } from '../../core/store.ts';
import { requireActivityArn } from './arn.ts';
import { activityDoesNotExist } from './refusals.ts';

/** An activity as the store keeps it. */
export interface Activity {
  readonly arn: string;
  readonly name: string;
  /** Epoch milliseconds. */
  readonly creationDate: number;
  readonly encryptionConfiguration: EncryptionConfiguration;
  readonly tags: Readonly<Record<string, string>>;
}

/** A task that waits for a worker. */
export interface ActivityTask {
  readonly taskToken: string;
  /** The text of the task's input. */
  readonly input: string;
  /** Called when a worker takes it. */
  readonly taken: (workerName: string | undefined) => void;
}

interface Queue {
  readonly tasks: ActivityTask[];
  readonly workers: ((task: ActivityTask) => void)[];
}

/** Activities, the tasks that wait for workers, and the workers that wait for tasks. The queues are made anew from the executions. */
export class ActivityStore {
  readonly activities: Collection<Activity>;
  readonly #queues = new Map<string, Queue>();

  constructor(store: Store) {
    this.activities = store.collection<Activity>('stepfunctions.activity');
  }

  /** The activity with this ARN. @throws AwsError `InvalidArn`, `ActivityDoesNotExist` */
  require(arn: string): Activity {
    requireActivityArn(arn);
    const activity = this.activities.get(arn);
    if (activity === undefined) throw activityDoesNotExist(arn);
    return activity;
  }

  /** Gives a task to the worker that waits longest, or queues it. */
  offer(activityArn: string, task: ActivityTask): void {
    const queue = this.#queue(activityArn);
    const worker = queue.workers.shift();
    if (worker === undefined) queue.tasks.push(task);
    else worker(task);
  }

  /** Takes a task back that no worker has taken. */
  withdraw(activityArn: string, taskToken: string): void {
    const { tasks } = this.#queue(activityArn);
    const index = tasks.findIndex((task) => task.taskToken === taskToken);
    if (index >= 0) tasks.splice(index, 1);
  }

  /** The next task, or `undefined` when `signal` aborts before there is one. */
  take(activityArn: string, signal: AbortSignal): Promise<ActivityTask | undefined> {
    const { tasks, workers } = this.#queue(activityArn);
    return new Promise((resolve) => {
      const next = signal.aborted ? undefined : tasks.shift();
      if (next !== undefined || signal.aborted) {
        resolve(next);
        return;
      }
      const worker = (task: ActivityTask): void => {
        signal.removeEventListener('abort', leave);
        resolve(task);
      };
      const leave = (): void => {
        workers.splice(workers.indexOf(worker), 1);
        resolve(undefined);
      };
      workers.push(worker);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  #queue(activityArn: string): Queue {
    let queue = this.#queues.get(activityArn);
    if (queue === undefined) {
      queue = { tasks: [], workers: [] };
      this.#queues.set(activityArn, queue);
    }
    return queue;
  }
}
