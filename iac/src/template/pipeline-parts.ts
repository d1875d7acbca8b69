import { DEFINITION_VARIANTS, decodeFiles, definition, MACHINE_NAMES, type MachineName } from '@stepmaker/pipeline-artifacts';
import type { Template } from './template.ts';

/** Parts of the pipeline besides the resources of its template. */
export interface PipelineParts {
  /** The definitions of both state machines, with their tokens `${Name}`, by the variant's ending: '', `-vpc`, `-kms`, `-vpc-kms`. */
  readonly definitions: Readonly<Record<MachineName, Readonly<Record<string, string>>>>;
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
  const files = decodeFiles(stringAt(template, 'Files', ['Files']));
  const codePrefix = stringAt(template, 'PipelineStateMachine', ['DefinitionSubstitutions', 'CodePrefix']);
  const scripts = Object.entries(files).filter(([key]) => key.startsWith(`${codePrefix}/`));
  return {
    definitions: Object.fromEntries(
      MACHINE_NAMES.map((machine) => [machine, variantsOf(machine)]),
    ) as PipelineParts['definitions'],
    codePrefix,
    scripts: Object.fromEntries(scripts.map(([key, text]) => [key.slice(codePrefix.length + 1), text])),
    dataReadme: required(files, 'raw-data/README.txt'),
    evaluatorCode: stringAt(template, 'EvaluatorFunction', ['Code', 'ZipFile']),
    lifecycleCode: stringAt(template, 'LifecycleFunction', ['Code', 'ZipFile']),
  };
}

/** The variants of a machine's definition, formatted for reading. */
function variantsOf(machine: MachineName): Readonly<Record<string, string>> {
  return Object.fromEntries(
    DEFINITION_VARIANTS.map((variant) => [variant, JSON.stringify(JSON.parse(definition(machine, variant)), null, 2)]),
  );
}

function required(files: Readonly<Record<string, string>>, key: string): string {
  const text = files[key];
  if (text === undefined) throw new Error(`The template publishes no ${key}`);
  return text;
}

function stringAt(template: Template, resource: string, path: readonly (string | number)[]): string {
  let at: unknown = template.Resources[resource]?.Properties;
  for (const step of path) at = (at as Record<string | number, unknown> | undefined)?.[step];
  if (typeof at !== 'string') throw new Error(`The template's ${resource}.${path.join('.')} is not a text`);
  return at;
}
