import type { FaultInjection } from '@stepmaker/emulator';
import type { ClientConfig, Deployment } from './deployment.ts';
import type { StartedExecution } from './recording-pipeline.ts';

/** Capabilities of a target; a suite names those that it needs. */
export type Capability =
  /** Jobs are processes of this machine, so that none may be left over. */
  | 'local-processes'
  /** Calls and jobs can be made to fail. */
  | 'fault-injection'
  /** SageMaker's time can be made to run faster, so that a job's limit of a minute is met at once. */
  | 'hurried-jobs'
  /** Time within Step Functions can be made to run faster, so that long waits are over at once. */
  | 'hurried-waits'
  /** Step Functions has RedriveExecution. */
  | 'redrive'
  /** A topic can deliver to a queue. */
  | 'queues'
  /** CloudFormation makes dashboards and alarms. */
  | 'observability'
  /** CloudFormation knows budgets. */
  | 'budgets'
  /** Functions write to the log group of their LoggingConfig; else to one of Lambda's own, which no stack deletes. */
  | 'function-log-groups'
  /** A stack can be deleted while its pipeline runs. */
  | 'delete-in-mid-run';

/** For each capability `true`, or the reason why the target has it not: it is printed where a test is left out. */
export type Capabilities = Readonly<Record<Capability, true | string>>;

/** A kind of place where the suites run, known before one is started. */
export interface TargetKind {
  readonly name: 'emulator' | 'localstack' | 'aws';
  /** `the embedded AWS`, as tests name it. */
  readonly title: string;
  readonly can: Capabilities;
  /** Undefined when it can be started here, otherwise a sentence that says what is missing and how to get it. */
  readonly missing: () => Promise<string | undefined>;
  readonly start: () => Promise<Target>;
  /** Time limit of one execution of the pipeline, in milliseconds. */
  readonly executionMillis: number;
}

/** A started target: the pipeline is deployed on it. Dispose it to take everything away again. */
export interface Target extends AsyncDisposable {
  readonly kind: TargetKind;
  readonly clientConfig: ClientConfig;
  /** The deployment that suites share. */
  readonly main: Deployment;
  /** Deploys the pipeline once more, under a name that begins with `name`. */
  deploy(name: string): Promise<Deployment>;
  /** The executions that were started on any of its deployments. */
  readonly started: readonly StartedExecution[];
  /** Injects faults. Present with `fault-injection`. */
  readonly faults: FaultInjection | undefined;
  /** Lets time run faster until it is disposed; does nothing on a target that cannot. */
  hurry(): Disposable;
  /** With `local-processes`: the command lines of jobs and model servers that run now. */
  processes(): Promise<string[]>;
  /** The target's own log since it was started. */
  log(): Promise<string>;
}
