import { lambdaBundle, type MlScriptName, mlScripts } from '@stepmaker/pipeline-artifacts';

/** Texts of the pipeline that are not TypeScript of this package. */
export interface PipelineArtifacts {
  /** The evaluator function's bundle. */
  readonly evaluatorCode: string;
  /** The lifecycle function's bundle. */
  readonly lifecycleCode: string;
  /** The ML scripts. */
  readonly scripts: Readonly<Record<MlScriptName, string>>;
}

/**
 * Reads the bundles and scripts that the build has made.
 *
 * @throws ArtifactNotBuiltError when one of them has not been built
 */
export function readArtifacts(): PipelineArtifacts {
  return { evaluatorCode: lambdaBundle('evaluator'), lifecycleCode: lambdaBundle('lifecycle'), scripts: mlScripts() };
}
