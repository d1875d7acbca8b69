import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Folder of the artifacts: beside the sources and beside the compiled code, one folder up. */
const FOLDER = new URL('../artifacts/', import.meta.url);

/** An artifact that the build has not made yet. */
export class ArtifactNotBuiltError extends Error {
  override readonly name = 'ArtifactNotBuiltError';
  /** Absolute path of the missing file. */
  readonly file: string;

  constructor(file: string, options?: ErrorOptions) {
    super(`${file} has not been built. Run: npx nx build pipeline-artifacts`, options);
    this.file = file;
  }
}

/**
 * Returns the absolute path of an artifact, built or not.
 *
 * @param path in the folder of the artifacts, such as `templates/ml-pipeline.template.json`
 */
export function artifactFile(path: string): string {
  return fileURLToPath(new URL(path, FOLDER));
}

/**
 * Reads the text of an artifact.
 *
 * @param path in the folder of the artifacts
 * @throws ArtifactNotBuiltError when the build has not made it
 */
export function readArtifact(path: string): string {
  const file = artifactFile(path);
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') throw new ArtifactNotBuiltError(file, { cause });
    throw cause;
  }
}
