import { readFileSync } from 'node:fs';
import { pipelineVariant } from '@stepmaker/asl/pipeline';
import { type PublishedFiles, packFiles } from './published-files.ts';

/** What the definition's key ends in where jobs run in a VPC. */
export const VPC_ENDING = '-vpc';

/** What the definition's key ends in where a customer's key encrypts. */
export const KMS_ENDING = '-kms';

/** What the template holds that other projects make, as text. */
export interface PipelineArtifacts {
  /** The evaluator function's bundle. */
  readonly evaluatorCode: string;
  /** The lifecycle function's bundle. */
  readonly lifecycleCode: string;
  /** The ML scripts and the definition of the state machine. */
  readonly files: PublishedFiles;
}

const WORKSPACE = new URL('../../../../', import.meta.url);

/**
 * Reads the bundles that Nx has built and the scripts under `ml/`.
 *
 * @throws Error naming the target to run when a bundle has not been built
 */
export function readArtifacts(): PipelineArtifacts {
  return {
    evaluatorCode: readBundle('evaluator-lambda'),
    lifecycleCode: readBundle('lifecycle-lambda'),
    files: packFiles((name) => readFileSync(new URL(`ml/${name}`, WORKSPACE), 'utf8'), {
      '': pipelineVariant({ hasVpc: false, hasKmsKey: false }),
      [VPC_ENDING]: pipelineVariant({ hasVpc: true, hasKmsKey: false }),
      [KMS_ENDING]: pipelineVariant({ hasVpc: false, hasKmsKey: true }),
      [`${VPC_ENDING}${KMS_ENDING}`]: pipelineVariant({ hasVpc: true, hasKmsKey: true }),
    }),
  };
}

function readBundle(project: string): string {
  try {
    // Ends in a newline: YAML writes text of several lines without escapes.
    return `${readFileSync(new URL(`apps/${project}/dist/bundle/index.js`, WORKSPACE), 'utf8').trimEnd()}\n`;
  } catch (error) {
    throw new Error(`The bundle of apps/${project} has not been built: run "npx nx bundle ${project}"`, { cause: error });
  }
}
