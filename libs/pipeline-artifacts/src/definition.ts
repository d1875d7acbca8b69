import { readArtifact } from './artifact-file.ts';

/** The state machines of the pipeline: the one that is started, and the one that deploys a model. */
export const MACHINE_NAMES = ['pipeline', 'deployment'] as const;

/** The name of one of the pipeline's state machines. */
export type MachineName = (typeof MACHINE_NAMES)[number];

/** Variants of a definition, as the ends of their file names: with or without a VPC and a customer-managed key. */
export const DEFINITION_VARIANTS = ['', '-vpc', '-kms', '-vpc-kms'] as const;

/** The end of the file name of a variant of a definition. */
export type DefinitionVariant = (typeof DEFINITION_VARIANTS)[number];

/**
 * Reads the definition of a state machine as the core template publishes it: Amazon States Language as JSON text, with a token `${Name}` for
 * each definition substitution.
 *
 * @param variant which one. @default - without a VPC and without a key
 * @throws ArtifactNotBuiltError when it has not been built
 */
export function definition(machine: MachineName, variant: DefinitionVariant = ''): string {
  return readArtifact(`definitions/${machine}${variant}.asl.json`);
}
