import { setTimeout as sleep } from 'node:timers/promises';
import { GetActivityTaskCommand, SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
import type { KilledServer } from './killed-server.ts';
import type { Random } from './random.ts';

/** Tasks of an activity time out after five seconds; well before that, a token must be valid. */
const CERTAINLY_VALID_MILLIS = 4000;

/** A worker that takes tasks and gives them back a while later, whatever happens to the server meanwhile. */
export class ActivityWorker {
  /** Tokens that were refused although their task had not ended. */
  readonly refused: string[] = [];
  /** How many tasks were taken before a kill and given back after it. */
  acrossKills = 0;
  readonly #server: KilledServer;
  readonly #activityArn: string;
  readonly #random: Random;
  readonly #abort = new AbortController();
  readonly #done: Promise<void>;

  constructor(server: KilledServer, activityArn: string, random: Random) {
    this.#server = server;
    this.#activityArn = activityArn;
    this.#random = random;
    this.#done = this.#work();
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#done;
  }

  async #work(): Promise<void> {
    while (!this.#abort.signal.aborted) {
      try {
        const { taskToken, input = '' } = await this.#server.sfn.send(
          new GetActivityTaskCommand({ activityArn: this.#activityArn, workerName: 'worker' }),
          { abortSignal: this.#abort.signal },
        );
        if (taskToken !== undefined) await this.#giveBack(taskToken, input);
      } catch {
        await sleep(20);
      }
    }
  }

  async #giveBack(taskToken: string, output: string): Promise<void> {
    const taken = performance.now();
    await sleep(this.#random.between(0, 800));
    for (let lost = false; performance.now() - taken < 60_000; ) {
      try {
        await this.#server.sfn.send(new SendTaskSuccessCommand({ taskToken, output }));
        if (lost) this.acrossKills += 1;
        return;
      } catch (error) {
        const { name } = error as Error;
        if (name !== 'TaskTimedOut' && name !== 'InvalidToken') {
          // The server is down, or went down with the answer on its way: the token may have been taken.
          lost = true;
          await sleep(20);
          continue;
        }
        const valid = !lost && performance.now() - taken < CERTAINLY_VALID_MILLIS;
        if (name === 'InvalidToken' || valid) this.refused.push(`${name} for the task of ${output}`);
        return;
      }
    }
  }
}
