import { readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccessKeys } from '../src/core/access-keys.ts';
import { createAws, rootCaller } from '../src/core/aws.ts';
import { Dispatcher } from '../src/core/dispatcher.ts';
import { Faults } from '../src/core/faults.ts';
import { JobEvents } from '../src/core/job-events.ts';
import type { Runtime } from '../src/core/runtime.ts';
import type { ServiceId } from '../src/core/service.ts';
import { SERVICE_CATALOGUE } from '../src/core/service-catalogue.ts';
import { ServiceEvents } from '../src/core/service-events.ts';
import { ServiceMetrics } from '../src/core/service-metrics.ts';
import { openSqliteStore, type SqliteStore } from '../src/core/sqlite-store.ts';
import { systemClock } from '../src/core/system-clock.ts';
import { temporaryDirectory } from './test-emulator.ts';

const SERVED = JSON.parse(readFileSync(new URL('../models/served.json', import.meta.url), 'utf8')) as Record<ServiceId, string[]>;

describe('the list of served operations', () => {
  const dataDir = temporaryDirectory();
  let store: SqliteStore;
  let dispatcher: Dispatcher;

  beforeAll(() => {
    store = openSqliteStore(dataDir);
    const accessKeys = new AccessKeys(store, systemClock, rootCaller('000000000000', 'aws'));
    dispatcher = new Dispatcher(SERVICE_CATALOGUE, () => runtime);
    const runtime: Runtime = {
      aws: createAws({ dispatcher, accessKeys, store, runtime: () => runtime }),
      store,
      clock: systemClock,
      jobEvents: new JobEvents(),
      faults: new Faults(),
      metrics: new ServiceMetrics(systemClock),
      events: new ServiceEvents(),
      account: '000000000000',
      region: 'us-east-1',
      partition: 'aws',
      dataDir,
      endpointUrl: 'http://127.0.0.1:1',
      pythonPath: 'python3',
      log: () => {},
    };
  });

  afterAll(async () => {
    await dispatcher.stop();
    store.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('names the services of the catalogue', () => {
    expect(Object.keys(SERVED).sort()).toEqual(Object.keys(SERVICE_CATALOGUE).sort());
  });

  it.each(Object.keys(SERVED) as ServiceId[])('names every operation that %s has a handler for', async (id) => {
    const { operations } = await dispatcher.service(id);

    // A handler that is not in the list has no API model, so nothing could ever reach it.
    expect(Object.keys(operations).filter((name) => !SERVED[id].includes(name))).toEqual([]);
  });
});
