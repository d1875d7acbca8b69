import type { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { findEndpoints } from '../endpoints/find-endpoints.ts';
import { chosen } from '../output/ask.ts';
import type { OutputOptions } from '../output/output.ts';
import { table } from '../output/table.ts';
import { type Session, withSession } from '../target/session.ts';
import type { TargetOptions } from '../target/target-options.ts';
import { idleEndpoints } from './idle-endpoints.ts';
import type { IdleResource } from './idle-resource.ts';
import { orphanedJobs } from './orphaned-jobs.ts';

/** The options of `stepmaker clean`. */
export interface CleanOptions extends TargetOptions, OutputOptions {
  /** Milliseconds. */
  readonly idle: number;
  readonly all?: boolean;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

/** Result of an idle resource, as `clean --json` prints it. */
interface Cleaned extends IdleResource {
  readonly deleted: boolean;
}

/** Finds what costs money and is idle, and deletes the selected resources, or with `--yes` all of them. */
export async function cleanUp(options: CleanOptions): Promise<void> {
  await withSession(options, async (session) => {
    const { out, target, clientConfig, announce } = session;
    announce();
    const { SageMakerClient } = await import('@aws-sdk/client-sagemaker');
    const sagemaker = new SageMakerClient(clientConfig);
    const found = await findIdle(session, sagemaker, options);
    if (found.length === 0) {
      if (out.isJson) out.json([]);
      else out.note(`Nothing that costs money is idle on stack ${target.stackName}${options.all ? ' or any other' : ''}.`);
      return;
    }
    const { paint } = out;
    if (!out.isJson)
      out.write(
        table([
          ['KIND', 'NAME', 'INSTANCES', 'WHY'].map(paint.dim),
          ...found.map(({ kind, name, instances, reason }) => [kind, name, instances, reason]),
        ]),
      );
    const wanted = await wantedOf(found, options);
    const done: Cleaned[] = [];
    for (const resource of found) {
      const isWanted = wanted.has(resource.name);
      if (isWanted) {
        await remove(sagemaker, resource);
        out.note(`Deleted ${resource.kind} ${resource.name}`);
      }
      done.push({ ...resource, deleted: isWanted });
    }
    if (out.isJson) out.json(done);
    else if (wanted.size === 0) out.note('Nothing was deleted.');
  });
}

async function findIdle(
  { target, clientConfig, pipeline }: Session,
  sagemaker: SageMakerClient,
  { idle, all }: CleanOptions,
): Promise<IdleResource[]> {
  const { CloudWatchClient } = await import('@aws-sdk/client-cloudwatch');
  const endpoints = await findEndpoints(sagemaker, all ? undefined : target.stackName);
  return [
    ...(await idleEndpoints(endpoints, new CloudWatchClient(clientConfig), idle, new Date())),
    ...(await orphanedJobs(sagemaker, pipeline, target.stackName)),
  ];
}

/** The names of what is to be deleted. */
async function wantedOf(found: readonly IdleResource[], { yes, dryRun, json }: CleanOptions): Promise<ReadonlySet<string>> {
  if (dryRun || (json && !yes)) return new Set();
  if (yes) return new Set(found.map(({ name }) => name));
  const options = found.map(({ kind, name, reason }) => ({ value: name, label: `${kind} ${name}`, hint: reason }));
  return new Set(await chosen('Delete which of these? (space chooses, enter confirms)', options));
}

async function remove(sagemaker: SageMakerClient, { kind, name }: IdleResource): Promise<void> {
  const { DeleteEndpointCommand, StopProcessingJobCommand, StopTrainingJobCommand } = await import('@aws-sdk/client-sagemaker');
  if (kind === 'endpoint') await sagemaker.send(new DeleteEndpointCommand({ EndpointName: name }));
  else if (kind === 'training-job') await sagemaker.send(new StopTrainingJobCommand({ TrainingJobName: name }));
  else await sagemaker.send(new StopProcessingJobCommand({ ProcessingJobName: name }));
}
