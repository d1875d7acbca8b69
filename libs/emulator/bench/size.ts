/** Size of a benchmark. */
export interface Size {
  /** Starts per server, with an empty directory each. */
  readonly starts: number;
  /** Idle time before a server's memory is read, in milliseconds. */
  readonly idleMillis: number;
  /** Runs of a machine whose time is measured, and as many to warm up. */
  readonly rounds: number;
  /** StartExecution calls, one after another. */
  readonly requests: number;
  /** Executions of 500 states, for transitions per second. */
  readonly chains: number;
  /** Executions of 5 states, for executions per second. */
  readonly executions: number;
  /** Executions of 20 states that run at once. */
  readonly atOnce: number;
  /** Duration of endless loops, in seconds. */
  readonly loopSeconds: number;
}

export const FULL_SIZE: Size = {
  starts: 5,
  idleMillis: 1000,
  rounds: 30,
  requests: 600,
  chains: 1000,
  executions: 10_000,
  atOnce: 1000,
  loopSeconds: 5,
};

/** Each measure once, in a few seconds. */
export const SMOKE_SIZE: Size = {
  starts: 1,
  idleMillis: 0,
  rounds: 1,
  requests: 6,
  chains: 2,
  executions: 5,
  atOnce: 5,
  loopSeconds: 0.5,
};
