import { REGIONS } from '../errors/regions.ts';
import { STEP_NAMES } from '../runs/step-name.ts';
import type { TypedCommandLine } from './command-line.ts';
import type { Candidate } from './complete.ts';

/** Time limit of a request for candidates: the user waits at a prompt. */
const PATIENCE_MILLIS = 2000;

/** The values that an option may have, where that can be known. */
export async function optionValues(option: string, line: TypedCommandLine): Promise<readonly Candidate[]> {
  if (option === '--region') return REGIONS.map((word) => ({ word }));
  if (option === '--profile') return (await profiles()).map((word) => ({ word }));
  if (option === '--step') return STEP_NAMES.map((word) => ({ word }));
  if (option === '--endpoint') return await argumentValues('endpoint', line);
  return [];
}

/** The values that an argument may have: runs and endpoints of the target. */
export async function argumentValues(argument: string, line: TypedCommandLine): Promise<readonly Candidate[]> {
  try {
    if (argument === 'run') return [{ word: 'last', meaning: 'the newest run' }, ...(await runs(line))];
    if (argument === 'endpoint') return await endpoints(line);
  } catch {
    // Nothing to complete where the target does not answer.
  }
  return [];
}

async function runs(line: TypedCommandLine): Promise<Candidate[]> {
  const { typedSession } = await import('./typed-session.ts');
  const { pipeline } = await typedSession(line);
  const found: Candidate[] = [];
  for await (const { name, status } of pipeline.listExecutions({ signal: AbortSignal.timeout(PATIENCE_MILLIS) })) {
    if (found.push({ word: name, meaning: status.toLowerCase() }) === SHOWN) break;
  }
  return found;
}

async function endpoints(line: TypedCommandLine): Promise<Candidate[]> {
  const { typedSession } = await import('./typed-session.ts');
  const { clientConfig } = await typedSession(line);
  const { ListEndpointsCommand, SageMakerClient } = await import('@aws-sdk/client-sagemaker');
  const { Endpoints = [] } = await new SageMakerClient({ ...clientConfig, maxAttempts: 1 }).send(
    new ListEndpointsCommand({ MaxResults: SHOWN }),
    { abortSignal: AbortSignal.timeout(PATIENCE_MILLIS) },
  );
  return Endpoints.map(({ EndpointName = '', EndpointStatus = '' }) => ({ word: EndpointName, meaning: EndpointStatus }));
}

async function profiles(): Promise<string[]> {
  const { loadSharedConfigFiles } = await import('@smithy/core/config');
  const { configFile, credentialsFile } = await loadSharedConfigFiles();
  return [...new Set([...Object.keys(configFile), ...Object.keys(credentialsFile)])].sort();
}

const SHOWN = 50;
