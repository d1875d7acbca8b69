import { type Check, ok, warn } from '../check.ts';
import { runProgram } from '../run-program.ts';

/** Docker, which only images other than AWS's scikit-learn need. */
export const dockerCheck: Check = {
  name: 'Docker',
  run: async () => {
    const result = await runProgram('docker', ['version', '--format', '{{.Server.Version}}']);
    if ('stdout' in result) return ok(result.stdout);
    return result.error === 'not found'
      ? warn(
          'not installed; the pipeline does not need it',
          'Only containers of your own on the embedded AWS do: https://docs.docker.com/engine/install/',
        )
      : warn(
          `installed, its engine does not answer${result.stderr && ` (${result.stderr.split('\n').at(-1)})`}; the pipeline does not need it`,
          'Only containers of your own on the embedded AWS do: start the engine (sudo systemctl start docker, or Docker Desktop)',
        );
  },
};
