import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContainerDefinition } from '@aws-sdk/client-sagemaker';
import { ContainerError, type JobHost, JobProcess, jobDirectory } from '@stepmaker/sagemaker-jobs/container';
import type { ArnScope } from '../../core/arn.ts';
import { errorStack } from '../../core/error-text.ts';
import type { Runtime } from '../../core/runtime.ts';
import type { Collection } from '../../core/store.ts';
import type { DeploymentRecord, EndpointRecord, VariantRecord } from './endpoint.ts';
import type { EndpointConfigRecord } from './endpoint-config.ts';
import { type EndpointRouter, endpointRouterOf } from './endpoint-router.ts';
import { isWithoutInternet } from './internet-access.ts';
import { containerOf, type ModelRecord } from './model.ts';
import { couldNotFind } from './refusals.ts';
import { recordKey, resourceArn } from './resource-name.ts';
import type { ResourceTags } from './resource-tags.ts';
import { publishStatusChange } from './status-events.ts';
import { VariantProcess } from './variant-server.ts';

/** SageMaker's endpoints: their records, and the model servers behind them. */
export class Endpoints {
  readonly records: Collection<EndpointRecord>;
  readonly #runtime: Runtime;
  readonly #host: JobHost;
  readonly #models: Collection<ModelRecord>;
  readonly #tags: ResourceTags;
  readonly #router: EndpointRouter;
  /** Records as this server holds them, so that a change under way and an operation see one another. */
  readonly #held = new Map<string, EndpointRecord>();
  /** Status of each endpoint that was published last. */
  readonly #published = new Map<string, string>();
  /** The servers of what is deployed, by endpoint. */
  readonly #servers = new Map<string, readonly VariantProcess[]>();

  constructor(runtime: Runtime, host: JobHost, models: Collection<ModelRecord>, tags: ResourceTags) {
    this.#runtime = runtime;
    this.#host = host;
    this.#models = models;
    this.#tags = tags;
    this.#router = endpointRouterOf(runtime);
    this.records = runtime.store.collection<EndpointRecord>('sagemaker.endpoint');
  }

  /** The endpoint of a key made by {@link recordKey}. */
  find(key: string): EndpointRecord | undefined {
    let record = this.#held.get(key);
    if (record === undefined) {
      record = this.records.get(key);
      if (record !== undefined) this.#held.set(key, record);
    }
    return record;
  }

  /** Begins to create an endpoint. @throws AwsError where a model of the configuration no longer exists */
  create(name: string, config: EndpointConfigRecord, scope: ArnScope): EndpointRecord {
    const now = this.#runtime.clock.now();
    const record: EndpointRecord = {
      name,
      arn: resourceArn(scope, 'endpoint', name),
      region: scope.region,
      creationTime: now,
      lastModifiedTime: now,
      status: 'Creating',
      pending: this.#plan(config, 1, scope),
    };
    this.#deploy(record);
    return record;
  }

  /** Begins to bring up another configuration; what serves continues serving until then. */
  update(record: EndpointRecord, config: EndpointConfigRecord, scope: ArnScope): void {
    record.pending = this.#plan(config, (record.deployed as DeploymentRecord).generation + 1, scope);
    record.status = 'Updating';
    record.failureReason = undefined;
    this.#deploy(record);
  }

  /** Gives variants other weights or instance counts. */
  reweigh(
    record: EndpointRecord,
    changes: readonly { readonly variantName: string; readonly weight?: number; readonly instanceCount?: number }[],
  ): void {
    for (const { variantName, weight, instanceCount } of changes) {
      const variant = record.deployed?.variants.find((each) => each.variantName === variantName);
      if (variant === undefined) continue;
      variant.weight = weight ?? variant.weight;
      variant.instanceCount = instanceCount ?? variant.instanceCount;
    }
    this.#save(record);
    this.#route(record);
  }

  /** Takes an endpoint away: it answers no more from now on, and is gone when its servers have ended. */
  delete(record: EndpointRecord): void {
    record.status = 'Deleting';
    this.#save(record);
    this.#host.background(this.#finishDeletion(record));
  }

  /** Continues with every endpoint where an earlier process of the server left it. */
  resume(): void {
    for (const { key } of this.records.list()) {
      const record = this.find(key) as EndpointRecord;
      this.#host.background(record.status === 'Deleting' ? this.#finishDeletion(record) : this.#takeUp(record));
    }
  }

  async #takeUp(record: EndpointRecord): Promise<void> {
    const { deployed, pending, status } = record;
    if (deployed !== undefined) this.#revive(record, deployed);
    // What was being brought up, or ended, when the emulator died.
    const generations = await readdir(this.#endpointDirectory(record)).catch(() => []);
    const others = generations.map(Number).filter((generation) => generation !== deployed?.generation);
    await Promise.all(others.map((generation) => this.#sweep(record, generation)));
    if (pending !== undefined && (status === 'Creating' || status === 'Updating')) this.#deploy(record);
  }

  /** Ends the servers of a deployment that no one knows any more, and removes its directory. */
  async #sweep(record: EndpointRecord, generation: number): Promise<void> {
    const path = this.#directory(record, { generation });
    const names = await readdir(path).catch(() => []);
    for (const name of names) {
      const process = this.#host.adopt(jobDirectory(join(path, name)));
      if (!(process instanceof JobProcess)) continue;
      process.kill();
      await process.exited;
    }
    await rm(path, { recursive: true, force: true });
  }

  #plan({ name, request }: EndpointConfigRecord, generation: number, scope: ArnScope): DeploymentRecord {
    const variants = request.ProductionVariants.map((variant): VariantRecord => {
      const modelName = variant.ModelName as string;
      const model = this.#models.get(recordKey(scope.region, modelName));
      if (model === undefined) throw couldNotFind('model', resourceArn(scope, 'model', modelName));
      const container = containerOf(model.request) as ContainerDefinition;
      const modelData = container.ModelDataUrl ?? container.ModelDataSource?.S3DataSource?.S3Uri;
      return {
        variantName: variant.VariantName as string,
        modelName,
        image: container.Image as string,
        environment: container.Environment ?? {},
        isNetworkIsolated:
          model.request.EnableNetworkIsolation === true ||
          isWithoutInternet(this.#runtime, model.request.VpcConfig, scope.region),
        ...(modelData === undefined ? {} : { modelData }),
        roleArn: model.request.ExecutionRoleArn ?? '',
        ...(model.request.VpcConfig === undefined ? {} : { vpcConfig: model.request.VpcConfig }),
        ...(variant.InstanceType === undefined ? {} : { instanceType: variant.InstanceType }),
        instanceId: `i-${randomBytes(9).toString('hex').slice(0, 17)}`,
        weight: variant.InitialVariantWeight ?? 1,
        instanceCount: variant.InitialInstanceCount ?? 1,
      };
    });
    return { generation, configName: name, startTime: this.#runtime.clock.now(), variants };
  }

  #deploy(record: EndpointRecord): void {
    this.#save(record);
    const deployment = this.#bringUp(record).catch((error: unknown) => {
      this.#runtime.log('error', `${record.arn}: ${errorStack(error)}`);
    });
    this.#host.background(deployment);
  }

  async #bringUp(record: EndpointRecord): Promise<void> {
    const { pending } = record;
    if (pending === undefined) return;
    await rm(this.#directory(record, pending), { recursive: true, force: true });
    const servers = this.#serversOf(record, pending);
    const outcomes = await Promise.allSettled(servers.map((server) => server.start()));
    if (this.#host.closed) return;
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) return this.#rollBack(record, pending, servers, failed.reason);
    const key = recordKey(record.region, record.name);
    const before = { servers: this.#servers.get(key), deployment: record.deployed };
    this.#servers.set(key, servers);
    record.deployed = pending;
    record.pending = undefined;
    record.status = 'InService';
    this.#route(record);
    this.#save(record);
    if (before.servers !== undefined && before.deployment !== undefined)
      await this.#end(record, before.deployment, before.servers);
  }

  /** A creation that failed leaves a failed endpoint; an update that failed leaves what served before. */
  async #rollBack(
    record: EndpointRecord,
    pending: DeploymentRecord,
    servers: readonly VariantProcess[],
    reason: unknown,
  ): Promise<void> {
    const known = reason instanceof ContainerError;
    if (!known) this.#runtime.log('error', `${record.arn}: ${errorStack(reason)}`);
    await this.#end(record, pending, servers);
    record.failureReason = known
      ? reason.message
      : 'Request to service failed. If failure persists after retry, contact customer support.';
    record.status = record.deployed === undefined ? 'Failed' : 'InService';
    if (record.deployed !== undefined) record.pending = undefined;
    this.#save(record);
  }

  async #finishDeletion(record: EndpointRecord): Promise<void> {
    const key = recordKey(record.region, record.name);
    this.#router.delete(record.region, record.name);
    const servers = this.#servers.get(key) ?? (record.deployed === undefined ? [] : this.#serversOf(record, record.deployed));
    for (const server of servers) server.takeUp();
    await Promise.all(servers.map((server) => server.stop()));
    if (this.#host.closed) return;
    this.#servers.delete(key);
    await rm(this.#endpointDirectory(record), { recursive: true, force: true });
    this.records.delete(key);
    this.#held.delete(key);
    this.#tags.forget(record.arn);
  }

  #revive(record: EndpointRecord, deployed: DeploymentRecord): void {
    const servers = this.#serversOf(record, deployed);
    for (const server of servers) server.revive();
    this.#servers.set(recordKey(record.region, record.name), servers);
    this.#route(record);
  }

  #route(record: EndpointRecord): void {
    const servers = this.#servers.get(recordKey(record.region, record.name)) ?? [];
    const weights = new Map(record.deployed?.variants.map(({ variantName, weight }) => [variantName, weight]));
    this.#router.set(
      record.region,
      record.name,
      servers.map((server) => ({ server, weight: weights.get(server.variantName) ?? 0 })),
    );
  }

  async #end(record: EndpointRecord, deployment: DeploymentRecord, servers: readonly VariantProcess[]): Promise<void> {
    await Promise.all(servers.map((server) => server.stop()));
    if (!this.#host.closed) await rm(this.#directory(record, deployment), { recursive: true, force: true });
  }

  #serversOf(record: EndpointRecord, deployment: DeploymentRecord): VariantProcess[] {
    return deployment.variants.map(
      (variant) =>
        new VariantProcess({
          runtime: this.#runtime,
          host: this.#host,
          region: record.region,
          endpointName: record.name,
          variant,
          path: join(this.#directory(record, deployment), variant.variantName),
        }),
    );
  }

  #endpointDirectory({ region, name }: EndpointRecord): string {
    return join(this.#host.directory, 'endpoints', region, name.toLowerCase());
  }

  #directory(record: EndpointRecord, { generation }: Pick<DeploymentRecord, 'generation'>): string {
    return join(this.#endpointDirectory(record), String(generation));
  }

  #save(record: EndpointRecord): void {
    const key = recordKey(record.region, record.name);
    record.lastModifiedTime = this.#runtime.clock.now();
    this.#held.set(key, record);
    this.records.put(key, record);
    if (this.#published.get(record.arn) === record.status) return;
    this.#published.set(record.arn, record.status);
    publishStatusChange(this.#runtime, 'endpoint', record, record.status);
  }
}
