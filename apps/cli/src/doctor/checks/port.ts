import { createServer } from 'node:net';
import type { RunningServer } from '../../local/running-server.ts';
import { LOCAL_PORT } from '../../target/target.ts';
import { type Check, ok, warn } from '../check.ts';

/** The port on which the embedded AWS listens: free, or its own. */
export function portCheck(server: RunningServer | undefined): Check {
  return {
    name: `Port ${LOCAL_PORT}`,
    run: async () => {
      if (server?.endpointUrl.endsWith(`:${LOCAL_PORT}`)) return ok(`the embedded AWS of this project, process ${server.pid}`);
      if (await isFree(LOCAL_PORT)) return ok('free');
      return warn('another program has it', `stepmaker local --port ${LOCAL_PORT + 1}, or end that program`);
    },
  };
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
