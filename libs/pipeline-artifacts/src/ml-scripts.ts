import { existsSync } from 'node:fs';
import { ArtifactNotBuiltError, artifactFile, readArtifact } from './artifact-file.ts';

/** File names of the Python scripts that the SageMaker containers run. */
export const ML_SCRIPT_NAMES = ['inference.py', 'preprocess.py', 'train.py', 'evaluate.py'] as const;

/** The file name of one of the Python scripts. */
export type MlScriptName = (typeof ML_SCRIPT_NAMES)[number];

/**
 * Reads the Python scripts that the SageMaker containers run, with their comments.
 *
 * @throws ArtifactNotBuiltError when they have not been built
 */
export function mlScripts(): Readonly<Record<MlScriptName, string>> {
  return Object.fromEntries(ML_SCRIPT_NAMES.map((name) => [name, readArtifact(`scripts/${name}`)])) as Record<
    MlScriptName,
    string
  >;
}

/**
 * Returns the absolute path of one of the Python scripts, for programs that run it.
 *
 * @throws ArtifactNotBuiltError when it has not been built
 */
export function mlScriptFile(name: MlScriptName): string {
  return builtFile(`scripts/${name}`);
}

/**
 * Returns the absolute path of the Python program that writes a built-in data set as CSV: `python FILE sample|diabetes OUTPUT [--seed N]`.
 *
 * @throws ArtifactNotBuiltError when it has not been built
 */
export function datasetExporter(): string {
  return builtFile('scripts/export_dataset.py');
}

function builtFile(path: string): string {
  const file = artifactFile(path);
  if (!existsSync(file)) throw new ArtifactNotBuiltError(file);
  return file;
}
