import { createHash } from 'node:crypto';
import { brotliCompressSync, constants } from 'node:zlib';
import { stripPython } from './strip-python.ts';

/** The scripts that the SageMaker containers run. */
export const SCRIPT_NAMES = ['preprocess.py', 'train.py', 'evaluate.py', 'inference.py'] as const;

/** The files that the stack puts into its bucket. */
export interface PublishedFiles {
  /** `code/<version>`: a new text has a new place, so a running execution keeps the scripts it began with. */
  readonly codePrefix: string;
  /** `{ key: text }` as JSON, Brotli-compressed, in base64. */
  readonly encoded: string;
}

/** SageMaker refuses an input prefix with nothing under it, so this one never is empty. */
const README = `Put your data here: any CSV file with a header. Files that do not end in .csv are left alone.
The last column is the target unless an execution says otherwise. With no CSV here the pipeline makes a sample.
`;

/**
 * Packs the scripts for the template, without comments and docstrings.
 *
 * @param readScript gives the source of one of {@link SCRIPT_NAMES}
 */
export function packFiles(readScript: (name: string) => string): PublishedFiles {
  const scripts = SCRIPT_NAMES.map((name) => [name, stripPython(readScript(name))] as const);
  const version = createHash('sha256').update(JSON.stringify(scripts)).digest('hex').slice(0, 12);
  const codePrefix = `code/${version}`;
  const files = Object.fromEntries([
    ['raw-data/README.txt', README],
    ...scripts.map(([name, text]) => [`${codePrefix}/${name}`, text]),
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
  return { codePrefix, encoded: encoded.toString('base64') };
}
