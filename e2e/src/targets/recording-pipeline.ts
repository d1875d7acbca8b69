import { PipelineClient, type PipelineClientOptions, type PipelineExecution, type PipelineInput } from '@stepmaker/pipeline-sdk';

/** An execution that a test has started, and when, by this machine's clock. */
export interface StartedExecution {
  readonly executionArn: string;
  readonly startedAt: number;
}

/** A pipeline client that remembers what was started, so that a failed test can show it. */
export class RecordingPipeline extends PipelineClient {
  readonly #started: StartedExecution[];
  readonly #onStart: (input: PipelineInput) => void;

  constructor(options: PipelineClientOptions, started: StartedExecution[], onStart: (input: PipelineInput) => void = () => {}) {
    super(options);
    this.#started = started;
    this.#onStart = onStart;
  }

  override async startExecution(...given: Parameters<PipelineClient['startExecution']>): Promise<PipelineExecution> {
    this.#onStart(given[0] ?? {});
    const execution = await super.startExecution(...given);
    this.#started.push({ executionArn: execution.executionArn, startedAt: Date.now() });
    return execution;
  }
}
