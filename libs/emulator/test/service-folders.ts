import { readdirSync, readFileSync } from 'node:fs';
import type { ServiceId } from '../src/core/service.ts';

const SERVICES = new URL('../src/services/', import.meta.url);

/** The folders under `src/services`: one a service. */
export const SERVICE_FOLDERS: readonly ServiceId[] = readdirSync(SERVICES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name as ServiceId);

/** The operations that a service's folder lists as served. */
export function servedOperations(id: ServiceId): string[] {
  return JSON.parse(readFileSync(new URL(`${id}/served-operations.json`, SERVICES), 'utf8')) as string[];
}
