import { createHash } from 'node:crypto';
import { encodeFiles, ML_SCRIPT_NAMES, type MlScriptName } from '@stepmaker/pipeline-artifacts';
import { stripPython } from './strip-python.ts';

/** The files that the stack puts into its bucket. */
export interface PublishedFiles {
  /** `code/<version>`: a new text has a new place, so a running execution keeps the scripts it began with. */
  readonly codePrefix: string;
  /** `state-machine/<version>/`; the machine, the variant's ending and `.asl.json` complete it. */
  readonly definitionPrefix: string;
  /** The files, encoded by `encodeFiles`. */
  readonly encoded: string;
}

/** SageMaker refuses an input prefix with nothing under it, so this one never is empty. */
const README = `Put your data here: any CSV file with a header. Files that do not end in .csv are left alone.
The last column is the target unless an execution says otherwise. With no CSV here the pipeline makes a sample.
`;

/**
 * Packs the scripts, without comments and docstrings, and the definitions of the state machines for the template.
 *
 * @param sources of the scripts
 * @param definitions of the state machines, by the name of the machine and the variant's ending
 */
export function packFiles(
  sources: Readonly<Record<MlScriptName, string>>,
  definitions: Readonly<Record<string, object>>,
): PublishedFiles {
  const scripts = ML_SCRIPT_NAMES.map((name) => [name, stripPython(sources[name])] as const);
  const codePrefix = `code/${versionOf(scripts)}`;
  const definitionPrefix = `state-machine/${versionOf(definitions)}/`;
  const files = Object.fromEntries([
    ['raw-data/README.txt', README],
    ...scripts.map(([name, text]) => [`${codePrefix}/${name}`, text]),
    ...Object.entries(definitions).map(([name, definition]) => [
      `${definitionPrefix}${name}.asl.json`,
      JSON.stringify(definition),
    ]),
  ]);
  return { codePrefix, definitionPrefix, encoded: encodeFiles(files) };
}

function versionOf(content: object): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12);
}
