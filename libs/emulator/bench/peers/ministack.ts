import { CACHE, installFromPyPI, type Peer } from './peer.ts';

/** MiniStack, from PyPI. @see https://pypi.org/project/ministack/ */
export const ministack: Peer = {
  name: 'ministack',
  account: '000000000000',
  prepare: () => installFromPyPI('ministack', 'ministack>=1.5'),
  command: (port, directory) => ({
    file: `${CACHE}ministack/bin/python`,
    args: ['-m', 'ministack'],
    env: { GATEWAY_PORT: String(port), BIND_HOST: '127.0.0.1', MINISTACK_HOST: '127.0.0.1', TMPDIR: directory },
  }),
};
