import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { docker } from '../containers.ts';

const run = promisify(execFile);

/** The last release of the community line. */
export const PUBLIC_IMAGE = 'localstack/localstack:4.14.0';

/** The images that the target is started from. */
export interface LocalStackImages {
  readonly localstack: string;
  /** Lambda's runtime `nodejs24.x`; undefined where LocalStack pulls the public one. */
  readonly lambdaRuntime: string | undefined;
}

const BUILD = fileURLToPath(new URL('../../../localstack-image/build.sh', import.meta.url));

/**
 * The image in `LOCALSTACK_IMAGE`, else the public one, else one that is built here from packages. `STEPMAKER_E2E_BUILD_IMAGE=1` builds
 * without asking a registry first; `STEPMAKER_E2E_IMAGE_CACHE` names a directory in which built images are kept.
 *
 * @throws Error where none can be had
 */
export async function localStackImages(environment: NodeJS.ProcessEnv = process.env): Promise<LocalStackImages> {
  const asked = environment['LOCALSTACK_IMAGE'];
  if (asked !== undefined && asked !== '') return { localstack: asked, lambdaRuntime: undefined };
  if (environment['STEPMAKER_E2E_BUILD_IMAGE'] !== '1' && (await isThereOrPulled(PUBLIC_IMAGE)))
    return { localstack: PUBLIC_IMAGE, lambdaRuntime: undefined };
  if (!existsSync('/usr/sbin/debootstrap') && !existsSync('/usr/bin/debootstrap'))
    throw new Error(
      `The image ${PUBLIC_IMAGE} cannot be pulled, and building one needs debootstrap: apt-get install debootstrap. Or name an image in LOCALSTACK_IMAGE.`,
    );
  const cache = environment['STEPMAKER_E2E_IMAGE_CACHE'];
  process.stderr.write(`${PUBLIC_IMAGE} is not used; an image is built from packages unless it is there\n`);
  const { stdout } = await run(BUILD, cache ? ['--cache', cache] : [], { maxBuffer: 2 ** 28 });
  const [localstack = '', lambdaRuntime] = stdout.trim().split('\n').slice(-2);
  return { localstack, lambdaRuntime };
}

async function isThereOrPulled(image: string): Promise<boolean> {
  try {
    await docker('image', 'inspect', image);
    return true;
  } catch {
    return docker('pull', '--quiet', image).then(
      () => true,
      () => false,
    );
  }
}
