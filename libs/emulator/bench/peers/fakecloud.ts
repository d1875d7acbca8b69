import { existsSync } from 'node:fs';
import { CACHE, type Peer } from './peer.ts';

const BINARY = `${CACHE}fakecloud/bin/fakecloud`;

/** fakecloud, in memory. Cargo takes ten minutes and more to build it, so it is measured where it has been built. @see https://crates.io/crates/fakecloud */
export const fakecloud: Peer = {
  name: 'fakecloud',
  account: '123456789012',
  prepare() {
    if (!existsSync(BINARY)) throw new Error(`not built here; cargo install fakecloud --root ${CACHE}fakecloud builds it`);
  },
  command: (port) => ({ file: BINARY, args: ['--addr', `127.0.0.1:${port}`] }),
};
