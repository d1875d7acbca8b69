import { createHash } from 'node:crypto';
import { brotliCompressSync, constants } from 'node:zlib';
import { encodeBase85 } from '@stepmaker/asl/base85';
import { stripPython } from './strip-python.ts';

/** The scripts that the SageMaker containers run. */
export const SCRIPT_NAMES = ['preprocess.py', 'train.py', 'evaluate.py', 'inference.py'] as const;

/** The name of one of the scripts. */
export type ScriptName = (typeof SCRIPT_NAMES)[number];

/** The files that the stack puts into its bucket. */
export interface PublishedFiles {
  /** `code/<version>`: a new text has a new place, so a running execution keeps the scripts it began with. */
  readonly codePrefix: string;
  /** `state-machine/<version>`; a variant's ending and `.asl.json` complete it. */
  readonly definitionPrefix: string;
  /** `{ key: text }` as JSON, Brotli-compressed, in base 85. */
  readonly encoded: string;
}

/** SageMaker refuses an input prefix with nothing under it, so this one never is empty. */
const README = `Put your data here: any CSV file with a header. Files that do not end in .csv are left alone.
The last column is the target unless an execution says otherwise. With no CSV here the pipeline makes a sample.
`;

/**
 * Packs the scripts, without comments and docstrings, and the definition of the state machine for the template.
 *
 * @param sources of the scripts
 * @param definitions of the state machine, by the variant's ending
 */
export function packFiles(
  sources: Readonly<Record<ScriptName, string>>,
  definitions: Readonly<Record<string, object>>,
): PublishedFiles {
  const scripts = SCRIPT_NAMES.map((name) => [name, stripPython(sources[name])] as const);
  const codePrefix = `code/${versionOf(scripts)}`;
  const definitionPrefix = `state-machine/${versionOf(definitions)}`;
  const files = Object.fromEntries([
    ['raw-data/README.txt', README],
    ...scripts.map(([name, text]) => [`${codePrefix}/${name}`, text]),
    ...Object.entries(definitions).map(([ending, definition]) => [
      `${definitionPrefix}${ending}.asl.json`,
      JSON.stringify(definition, null, 2),
    ]),
  ]);
  const json = Buffer.from(JSON.stringify(files));
  const encoded = brotliCompressSync(json, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: json.byteLength,
    },
  });
  return { codePrefix, definitionPrefix, encoded: encodeBase85(encoded) };
}

function versionOf(content: object): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12);
}
