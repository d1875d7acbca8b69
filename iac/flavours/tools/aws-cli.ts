import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Puts an `aws` into a separate folder that goes to an embedded AWS: early releases of version 2 do not know `AWS_ENDPOINT_URL`.
 *
 * @param command the AWS CLI
 * @param workspace the folder is made in it
 * @returns the folder, for the beginning of the path
 */
export async function awsCliFor(command: string, endpointUrl: string, workspace: string): Promise<string> {
  const folder = join(workspace, 'bin');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'aws'), `#!/bin/sh\nexec ${command} --endpoint-url ${endpointUrl} "$@"\n`);
  await chmod(join(folder, 'aws'), 0o755);
  return folder;
}
