import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Peer } from './peer.ts';

const COMMAND = fileURLToPath(new URL('../../../../apps/cli/bin/stepmaker.mjs', import.meta.url));
const BUNDLE = fileURLToPath(new URL('../../../../apps/cli/dist/bundle/stepmaker.js', import.meta.url));

/** Ourselves, as people start it: the bundled command. */
export const stepmaker: Peer = {
  name: 'stepmaker',
  account: '000000000000',
  prepare() {
    if (!existsSync(BUNDLE)) throw new Error('npx nx bundle cli has not been run');
  },
  command: (port, directory) => ({
    file: process.execPath,
    args: [COMMAND, 'local', '--no-deploy', '--port', String(port), '--data-dir', directory],
  }),
};
