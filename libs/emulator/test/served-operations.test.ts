import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccessKeys } from '../src/core/access-keys.ts';
import { rootCaller } from '../src/core/caller.ts';
import { tableVersionsOf } from '../src/core/data-version.ts';
import { Faults } from '../src/core/faults.ts';
import { JobEvents } from '../src/core/job-events.ts';
import { NO_ROLES } from '../src/core/role-reader.ts';
import type { Runtime } from '../src/core/runtime.ts';
import { ServiceCatalogue } from '../src/core/service-catalogue.ts';
import { ServiceEvents } from '../src/core/service-events.ts';
import { ServiceMetrics } from '../src/core/service-metrics.ts';
import { openSqliteStore, type SqliteStore } from '../src/core/sqlite-store.ts';
import { systemClock } from '../src/core/system-clock.ts';
import { createAws } from '../src/server/aws.ts';
import { Dispatcher } from '../src/server/dispatcher.ts';
import { CATALOGUE } from '../src/services/catalogue.ts';
import { SERVICE_FOLDERS, servedOperations } from './service-folders.ts';
import { temporaryDirectory } from './test-emulator.ts';

describe('the list of served operations', () => {
  const dataDir = temporaryDirectory();
  let store: SqliteStore;
  let dispatcher: Dispatcher;

  beforeAll(() => {
    store = openSqliteStore(dataDir, tableVersionsOf(CATALOGUE));
    const accessKeys = new AccessKeys(store, systemClock, rootCaller({ account: '000000000000', partition: 'aws' }));
    const catalogue = new ServiceCatalogue(CATALOGUE);
    dispatcher = new Dispatcher(catalogue, () => runtime);
    const runtime: Runtime = {
      aws: createAws({ dispatcher, accessKeys, runtime: () => runtime }),
      catalogue,
      roles: NO_ROLES,
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

  it.each(SERVICE_FOLDERS)('of %s names every operation that the service has a handler for', async (id) => {
    const { operations } = await dispatcher.service(id);
    const served = servedOperations(id);

    // A handler that is not in the list has no API model, so no request could ever reach it.
    expect(Object.keys(operations).filter((name) => !served.includes(name))).toEqual([]);
  });
});
