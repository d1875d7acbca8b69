import { brotliDecompressSync } from 'node:zlib';
import { decodeBase85 } from '@stepmaker/asl/base85';
import type { Template } from './template.ts';

/** Where the template has the key of the definition; its variants' endings are tokens. */
const DEFINITION_KEY = ['DefinitionS3Location', 'Key', 'Fn::Sub', 0] as const;

/** In a VPC or not, with a customer's key or not. */
const VARIANTS = ['', '-vpc', '-kms', '-vpc-kms'] as const;

/** What the template carries besides resources, taken out of it. */
export interface PipelineParts {
  /** The state machine's definitions, with their tokens `${Name}`, by the variant's ending: '', `-vpc`, `-kms`, `-vpc-kms`. */
  readonly definitions: Readonly<Record<string, string>>;
  /** `code/<version>` */
  readonly codePrefix: string;
  /** The scripts by their file names, without comments. */
  readonly scripts: Readonly<Record<string, string>>;
  /** The text beside the data, `raw-data/README.txt`. */
  readonly dataReadme: string;
  /** The code of the functions, each one file `index.js`. */
  readonly evaluatorCode: string;
  readonly lifecycleCode: string;
}

/** @throws Error where the template has not what is expected of it */
export function pipelineParts(template: Template): PipelineParts {
  const encoded = stringAt(template, 'Files', ['Files']);
  const files = JSON.parse(brotliDecompressSync(decodeBase85(encoded)).toString()) as Record<string, string>;
  const codePrefix = stringAt(template, 'PipelineStateMachine', ['DefinitionSubstitutions', 'CodePrefix']);
  const scripts = Object.entries(files).filter(([key]) => key.startsWith(`${codePrefix}/`));
  return {
    definitions: Object.fromEntries(
      VARIANTS.map((ending) => [
        ending,
        required(files, stringAt(template, 'PipelineStateMachine', DEFINITION_KEY).replace('${Vpc}${Kms}', ending)),
      ]),
    ),
    codePrefix,
    scripts: Object.fromEntries(scripts.map(([key, text]) => [key.slice(codePrefix.length + 1), text])),
    dataReadme: required(files, 'raw-data/README.txt'),
    evaluatorCode: stringAt(template, 'EvaluatorFunction', ['Code', 'ZipFile']),
    lifecycleCode: stringAt(template, 'LifecycleFunction', ['Code', 'ZipFile']),
  };
}

function required(files: Readonly<Record<string, string>>, key: string): string {
  const text = files[key];
  if (text === undefined) throw new Error(`The template publishes no ${key}`);
  return text;
}

function stringAt(template: Template, resource: string, path: readonly (string | number)[]): string {
  let at: unknown = template.Resources[resource]?.Properties;
  for (const step of path) at = (at as Record<string | number, unknown> | undefined)?.[step];
  if (typeof at !== 'string') throw new Error(`The template's ${resource}.${path.join('.')} is no text`);
  return at;
}
