import { CACHE, installFromPyPI, type Peer } from './peer.ts';

/** moto's server, from PyPI, set up to run state machines. @see https://docs.getmoto.org/en/latest/docs/services/stepfunctions.html */
export const moto: Peer = {
  name: 'moto',
  account: '123456789012',
  prepare: () => installFromPyPI('moto', 'moto[server,stepfunctions]>=5.2'),
  command: (port) => ({ file: `${CACHE}moto/bin/moto_server`, args: ['-H', '127.0.0.1', '-p', String(port)] }),
  async configure(url) {
    const body = JSON.stringify({ stepfunctions: { execute_state_machine: true } });
    await fetch(`${url}/moto-api/config`, { method: 'POST', body });
  },
};
