import { existsSync, readFileSync } from 'node:fs';
import { SCRIPT_NAMES, type ScriptName } from './published-files.ts';

/** What the pipeline is made of that is not TypeScript of this package, as text. */
export interface PipelineArtifacts {
  /** The evaluator function's bundle. */
  readonly evaluatorCode: string;
  /** The lifecycle function's bundle. */
  readonly lifecycleCode: string;
  /** The ML scripts. */
  readonly scripts: Readonly<Record<ScriptName, string>>;
}

/** There in the built package only, beside its code. */
const PACKAGED = new URL('../assets/pipeline.json', import.meta.url);
const WORKSPACE = new URL('../../../../', import.meta.url);

/**
 * Reads what the package brings; in a checkout, the bundles that Nx has built and the scripts under `ml/`.
 *
 * @throws Error naming the target to run when a bundle has not been built
 */
export function readArtifacts(): PipelineArtifacts {
  return existsSync(PACKAGED) ? JSON.parse(readFileSync(PACKAGED, 'utf8')) : readWorkspace();
}

/**
 * Reads the bundles that Nx has built and the scripts under `ml/`.
 *
 * @throws Error naming the target to run when a bundle has not been built
 */
export function readWorkspace(): PipelineArtifacts {
  return {
    evaluatorCode: readBundle('evaluator-lambda'),
    lifecycleCode: readBundle('lifecycle-lambda'),
    scripts: Object.fromEntries(
      SCRIPT_NAMES.map((name) => [name, readFileSync(new URL(`ml/${name}`, WORKSPACE), 'utf8')]),
    ) as Record<ScriptName, string>,
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
