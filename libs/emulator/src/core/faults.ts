import { AwsError } from './aws-error.ts';
import type { Call, ServiceId } from './service.ts';

/** A refusal to be injected: an operation answers with it instead of running, as AWS does under load or without capacity. */
export interface RefusalFault {
  readonly service: ServiceId;
  /** The API's name, e.g. `CreateTrainingJob`. */
  readonly operation: string;
  /** The error's code, e.g. `ThrottlingException`. */
  readonly code: string;
  readonly message: string;
  /** @default 400 */
  readonly httpStatus?: number;
  /** Number of calls that the fault affects. @default 1 */
  readonly times?: number;
  /** Selects the calls that the fault affects. @default - every call of the operation */
  readonly when?: (input: Readonly<Record<string, unknown>>) => boolean;
}

/** A failure of SageMaker's own to be injected: the job is accepted, and fails before its container has started. */
export interface JobFault {
  readonly jobType: 'processing-job' | 'training-job';
  /** The job's `FailureReason`, e.g. `CapacityError: Unable to provision requested ML compute capacity.` */
  readonly failureReason: string;
  /** Number of jobs that the fault affects. @default 1 */
  readonly times?: number;
}

/** A fault that has been injected. Dispose it to take it back. */
export interface InjectedFault extends Disposable {
  /** Number of calls or jobs that the fault has affected. */
  readonly met: number;
}

/**
 * Injected faults for tests: throttling, exhausted quotas, missing capacity.
 *
 * @example
 * using throttled = emulator.faults.refuse({ service: 'sagemaker', operation: 'CreateModel', code: 'ThrottlingException', message: 'Rate exceeded' });
 */
export interface FaultInjection {
  /** Lets calls of an operation, over the wire and in process alike, be refused. */
  refuse(fault: RefusalFault): InjectedFault;
  /** Lets jobs fail that SageMaker accepts. */
  failJob(fault: JobFault): InjectedFault;
}

/** Keeps the injected faults and says, call by call, which of them is due; the one that was injected first comes first. */
export class Faults implements FaultInjection {
  readonly #refusals = new Set<Injected<RefusalFault>>();
  readonly #jobFailures = new Set<Injected<JobFault>>();

  refuse(fault: RefusalFault): InjectedFault {
    return new Injected(fault, this.#refusals);
  }

  failJob(fault: JobFault): InjectedFault {
    return new Injected(fault, this.#jobFailures);
  }

  /** @throws AwsError where a fault is due for this call */
  meet({ service, operation }: Pick<Call, 'service' | 'operation'>, input: Readonly<Record<string, unknown>>): void {
    for (const injected of this.#refusals) {
      const { fault } = injected;
      if (fault.service !== service || fault.operation !== operation || fault.when?.(input) === false) continue;
      injected.count();
      throw new AwsError({ code: fault.code, message: fault.message, httpStatus: fault.httpStatus ?? 400 });
    }
  }

  /** The `FailureReason` of a job that is about to be run and must fail; undefined where it may run. */
  failureOf(jobType: JobFault['jobType']): string | undefined {
    for (const injected of this.#jobFailures) {
      if (injected.fault.jobType !== jobType) continue;
      injected.count();
      return injected.fault.failureReason;
    }
    return undefined;
  }
}

/** A fault and how often it has been met; it leaves its set when its times are over. */
class Injected<Fault extends { readonly times?: number }> implements InjectedFault {
  readonly fault: Fault;
  readonly #all: Set<Injected<Fault>>;
  #met = 0;

  constructor(fault: Fault, all: Set<Injected<Fault>>) {
    this.fault = fault;
    this.#all = all;
    all.add(this);
  }

  get met(): number {
    return this.#met;
  }

  count(): void {
    this.#met += 1;
    if (this.#met >= (this.fault.times ?? 1)) this.#all.delete(this);
  }

  [Symbol.dispose](): void {
    this.#all.delete(this);
  }
}
