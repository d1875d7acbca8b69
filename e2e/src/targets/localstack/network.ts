import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { docker } from '../containers.ts';

/** The name under which containers reach this machine. */
export const HOST_NAME = 'host.docker.internal';

/** The address on which this machine is reached from containers, and from nowhere else where that can be had. */
export async function addressForContainers(): Promise<string> {
  // Docker Desktop brings what is sent to the host's name to the loopback.
  if (process.platform !== 'linux') return '127.0.0.1';
  return docker('network', 'inspect', 'bridge', '--format', '{{(index .IPAM.Config 0).Gateway}}');
}

/** A port of the loopback that no one has now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
