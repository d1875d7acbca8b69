import type { CleanUpProperties } from '../src/custom-resource.ts';
import { endPipeline } from '../src/end-pipeline.ts';
import type { Progress } from '../src/progress.ts';
import { type Account, fakeAccount, SINCE, settle } from './fake-account.ts';
import { FakeStackAws } from './fake-stack-aws.ts';

const PROPERTIES = {
  Bucket: 'bucket',
  StateMachineArns: ['arn:machine'],
  EndpointName: 'own',
  TagKey: 'stepmaker:stack',
  TagValue: 'mine',
  SecurityGroupIds: '',
};
/** How long a pause is on the clock. */
const PAUSE_MILLIS = 15_000;

/** Besides the properties of the custom resource. */
interface EndOptions extends Partial<CleanUpProperties> {
  readonly lateMillis?: number;
}

/** A clean-up in a separate account, on a separate clock. */
export class CleanUpRun implements AsyncDisposable {
  readonly progress: Progress = { Done: {}, EndpointNames: [] };
  readonly aws: FakeStackAws;
  readonly account: Account;
  /** What the clock says. */
  time: number = Date.parse('2026-11-03T00:00:00Z');

  private constructor(aws: FakeStackAws) {
    this.aws = aws;
    this.account = fakeAccount(aws);
  }

  static async start(): Promise<CleanUpRun> {
    return new CleanUpRun(await FakeStackAws.start());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.aws[Symbol.asyncDispose]();
  }

  /** Runs an invocation with time for so many pauses; at each, the world moves on. */
  end(
    pauses: number,
    onPause: () => void = () => settle(this.account),
    { lateMillis = 0, ...properties }: EndOptions = {},
    progress: Progress = this.progress,
  ): Promise<readonly string[]> {
    const config = {
      endpoint: this.aws.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    };
    let left = pauses;
    const patience = {
      pause: async () => {
        left -= 1;
        this.time += PAUSE_MILLIS;
        onPause();
      },
      isOver: () => left === 0,
      now: () => this.time,
      lateMillis,
    };
    return endPipeline(config, { ...PROPERTIES, ...properties }, SINCE, patience, progress);
  }
}
