import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvokeEndpointCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { type Emulator, startEmulator } from '@stepmaker/emulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { environmentOf } from './environment.ts';
import { equalityTable } from './equality-table.ts';
import type { Deployed, Place } from './flavour/flavour.ts';
import { flavours } from './flavour/flavours.ts';
import { inventory } from './inventory.ts';
import { reviewed } from './reviewed-differences.ts';
import { runPipeline } from './run-pipeline.ts';
import { type Clients, clientConfig, clientsFor } from './snapshot/clients.ts';
import { differences } from './snapshot/differences.ts';
import { type Snapshot, snapshotOf } from './snapshot/snapshot.ts';
import { findTools } from './tools/toolbox.ts';

/** The request that the recipe's readers paste. */
const REQUEST = '{"instances": [[0.02729, 0.0, 7.07, 0, 0.469, 7.185, 61.1, 4.9671, 2, 242, 17.8, 392.83, 4.03]]}';
const RESULTS = new URL('../test-results/flavours/', import.meta.url).pathname;

let emulator: Emulator;
let clients: Clients;
let directory: string;
let before: readonly string[];
const toolbox = findTools();
const snapshots = new Map<string, Snapshot>();

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'stepmaker-flavours-'));
  await mkdir(RESULTS, { recursive: true });
  emulator = await startEmulator({ port: 0, dataDir: join(directory, 'data'), pythonPath: toolbox.jobPython });
  clients = clientsFor(emulator.endpointUrl);
  before = await inventory(clients);
});

afterAll(async () => {
  await emulator[Symbol.asyncDispose]();
  await rm(directory, { recursive: true, force: true });
  if (snapshots.size > 1) await writeFile(join(RESULTS, 'equality.md'), `${equalityTable(snapshots)}\n`);
});

describe.each(flavours)('$name', (flavour) => {
  const missing = flavour.unavailable(toolbox);
  let place: Place;
  let deployed: Deployed;
  const transcript: string[] = [];

  beforeAll(async () => {
    const workspace = join(directory, flavour.name);
    await mkdir(workspace);
    const { endpointUrl } = emulator;
    place = { endpointUrl, toolbox, workspace, env: environmentOf(toolbox, endpointUrl, workspace) };
  });

  afterAll(() => writeFile(join(RESULTS, `${flavour.name}.txt`), transcript.join('\n')));

  it.skipIf(missing !== undefined)(
    `is deployed by its own tool${missing === undefined ? '' : ` (skipped: ${missing})`}`,
    async () => {
      deployed = await flavour.deploy(place);
      transcript.push(deployed.transcript);
      snapshots.set(flavour.name, await snapshotOf(deployed, clients));

      expect(deployed.stateMachineArn).toMatch(/^arn:aws:states:us-east-1:\d{12}:stateMachine:/);
    },
  );

  it.skipIf(missing !== undefined)('is the same pipeline as the others', () => {
    const [[, expected = {}] = []] = snapshots;
    const found = differences(expected, snapshots.get(flavour.name));

    expect(found.filter((difference) => reviewed(flavour.name, difference) === undefined)).toEqual([]);
  });

  it.skipIf(missing !== undefined)('finds nothing to change when deployed again', async () => {
    transcript.push(await flavour.deployAgain(place));
  });

  it.skipIf(missing !== undefined)('runs the pipeline, and its endpoint answers', async () => {
    const output = await runPipeline(deployed, clients, {});
    const runtime = new SageMakerRuntimeClient(clientConfig(emulator.endpointUrl));
    const { Body } = await runtime.send(
      new InvokeEndpointCommand({ EndpointName: deployed.endpointName, ContentType: 'application/json', Body: REQUEST }),
    );
    const { predictions } = JSON.parse(Buffer.from(Body as Uint8Array).toString()) as { readonly predictions: readonly number[] };
    transcript.push(`execution: ${JSON.stringify(output)}`, `prediction: ${predictions}`);

    expect(output['EndpointName']).toBe(deployed.endpointName);
    expect(predictions).toEqual([expect.closeTo(37, -1)]);
  });

  it.skipIf(missing !== undefined)('leaves nothing behind when destroyed', async () => {
    transcript.push(await flavour.destroy(place));

    expect(await inventory(clients)).toEqual(before);
  });
});
