import {
  ContainerError,
  type ContainerPorts,
  type JobHost,
  JobProcess,
  jobDirectory,
  modelServerCommand,
  PING_WINDOW_MILLIS,
  unpackModel,
  waitUntilServing,
} from '@stepmaker/sagemaker-jobs/container';
import type { AssumedRoleCaller } from '../../core/caller.ts';
import type { Runtime } from '../../core/runtime.ts';
import type { Collection } from '../../core/store.ts';
import { containerPorts } from './container-ports.ts';
import type { VariantRecord } from './endpoint.ts';
import type { VariantServer } from './endpoint-router.ts';
import { assumeExecutionRole } from './execution-role.ts';
import { requireImageAccess } from './image-access.ts';
import { JobLog } from './job-log.ts';
import { resourceArn } from './resource-name.ts';
import { requireVpcAccess } from './vpc-access.ts';

/** SageMaker gives hosting containers 30 s between SIGTERM and SIGKILL. */
const STOP_GRACE_MILLIS = 30_000;
/** Longest pause before a server that ended by itself is started again. */
const MAX_PAUSE_MILLIS = 30_000;

/** Settings of a variant's server. */
export interface VariantServerPorts {
  readonly runtime: Runtime;
  readonly host: JobHost;
  readonly region: string;
  readonly endpointName: string;
  readonly variant: VariantRecord;
  /** The directory of this variant in this deployment. */
  readonly path: string;
}

/** The model server of one variant: brought up once, kept up until it is stopped, taken up again after a restart of the emulator. */
export class VariantProcess implements VariantServer {
  readonly variantName: string;
  readonly #ports: VariantServerPorts;
  readonly #offsets: Collection<number>;
  #process: JobProcess | undefined;
  /** The process that has answered GET /ping. */
  #serving: JobProcess | undefined;
  #port: Promise<number> = new Promise(() => {});
  #stopping = false;
  #inFlight = 0;
  #idle: (() => void) | undefined;

  constructor(ports: VariantServerPorts) {
    this.#ports = ports;
    this.variantName = ports.variant.variantName;
    this.#offsets = ports.runtime.store.collection<number>('sagemaker.endpoint-log-offset');
  }

  port(): Promise<number> {
    return this.#port;
  }

  begin(): () => void {
    this.#inFlight += 1;
    return () => {
      this.#inFlight -= 1;
      if (this.#inFlight === 0) this.#idle?.();
    };
  }

  /** Fetches the model and starts the server. @throws ContainerError with the endpoint's FailureReason */
  async start(): Promise<void> {
    const { runtime, variant, region } = this.#ports;
    const caller = this.#assumeRole();
    requireImageAccess(runtime, caller, variant.image, region);
    requireVpcAccess(runtime, caller, variant.vpcConfig, region);
    await unpackModel(variant, this.#containerPorts(caller));
    await this.#bringUp(await this.#spawn());
  }

  /** Adopts the server that an earlier emulator started, or starts it again from the model that lies there. */
  revive(): void {
    const adopted = this.#ports.host.adopt(jobDirectory(this.#ports.path));
    if (adopted instanceof JobProcess) this.#bringUp(this.#keep(adopted)).catch(() => this.#again(0));
    else this.#again(0);
  }

  /** Takes hold of what an earlier emulator started, only to end it. */
  takeUp(): void {
    if (this.#process !== undefined) return;
    const adopted = this.#ports.host.adopt(jobDirectory(this.#ports.path));
    if (adopted instanceof JobProcess) this.#process = adopted;
  }

  /** Waits for the requests in flight, then ends the server. */
  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#inFlight > 0) {
      await new Promise<void>((resolve) => {
        this.#idle = resolve;
      });
    }
    await this.#process?.stop(this.#ports.runtime.clock, STOP_GRACE_MILLIS);
    this.#offsets.delete(this.#ports.variant.instanceId);
  }

  async #spawn(): Promise<JobProcess> {
    const { host, variant } = this.#ports;
    const ports = this.#containerPorts(this.#assumeRole());
    const process = await host.start(ports.directory, modelServerCommand(variant, ports));
    this.#offsets.delete(variant.instanceId);
    return this.#keep(process);
  }

  #keep(process: JobProcess): JobProcess {
    this.#process = process;
    const log = this.#followLog();
    const ended = process.exited.then(async () => {
      await log.close();
      if (this.#serving === process) this.#again(0);
    });
    this.#ports.host.background(ended);
    return process;
  }

  async #bringUp(process: JobProcess): Promise<void> {
    const port = waitUntilServing(process, jobDirectory(this.#ports.path), PING_WINDOW_MILLIS).then((found) => {
      if (found !== undefined) return found;
      throw new ContainerError(
        `The primary container for production variant ${this.variantName} did not pass the ping health check. Please check CloudWatch logs for this endpoint.`,
      );
    });
    this.#setPort(port);
    try {
      await port;
      this.#serving = process;
    } catch (error) {
      process.kill();
      await process.exited;
      throw error;
    }
  }

  /** Starts the server once more, and over again while it does not come up. Requests wait meanwhile. */
  #again(pauseMillis: number): void {
    const { runtime, host, endpointName } = this.#ports;
    if (this.#stopping || host.closed) return;
    runtime.log('warn', `The model server of ${endpointName}/${this.variantName} ended and is started again`);
    const restarted = pause(pauseMillis).then(async () => {
      if (this.#stopping || host.closed) throw new Error('the endpoint is going down');
      await this.#bringUp(await this.#spawn());
      return this.#port;
    });
    this.#setPort(restarted);
    restarted.catch(() => this.#again(Math.min(MAX_PAUSE_MILLIS, Math.max(1_000, pauseMillis * 2))));
  }

  #setPort(port: Promise<number>): void {
    port.catch(() => {});
    this.#port = port;
  }

  /** The session of the model's role, on behalf of the endpoint. */
  #assumeRole(): AssumedRoleCaller {
    const { runtime, region, endpointName, variant } = this.#ports;
    const { account, partition } = runtime;
    return assumeExecutionRole(runtime, variant.roleArn, resourceArn({ partition, region, account }, 'endpoint', endpointName));
  }

  #containerPorts(caller: AssumedRoleCaller): ContainerPorts {
    const { runtime, host, path, region } = this.#ports;
    return containerPorts(runtime, host, { directory: jobDirectory(path), caller, region, log: () => {} });
  }

  #followLog(): JobLog {
    const { runtime, region, endpointName, variant, path } = this.#ports;
    const log = new JobLog(
      runtime,
      {
        caller: this.#assumeRole(),
        region,
        logGroupName: `/aws/sagemaker/Endpoints/${endpointName}`,
        logStreamName: `${this.variantName}/${variant.instanceId}`,
      },
      (offset) => this.#offsets.put(variant.instanceId, offset),
    );
    log.follow(jobDirectory(path).run, this.#offsets.get(variant.instanceId) ?? 0, () => {});
    return log;
  }
}

function pause(millis: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, millis).unref();
  });
}
