import { readArtifact } from './artifact-file.ts';

/**
 * Names of the bundles: the quality gate, the function behind the custom resources, and the latter for the Terraform module, which calls it
 * with an event of the module in place of CloudFormation's request of a custom resource.
 */
export const LAMBDA_BUNDLES = ['evaluator', 'lifecycle', 'lifecycle-terraform'] as const;

/** The name of a bundle. */
export type LambdaBundle = (typeof LAMBDA_BUNDLES)[number];

/**
 * Reads the code of a Lambda function: one CommonJS file that exports `handler` and needs nothing that the Node.js runtime lacks.
 *
 * @example
 * new CfnFunction(this, 'Evaluator', { code: { zipFile: lambdaBundle('evaluator') }, handler: 'index.handler', runtime: 'nodejs24.x', role });
 * @throws ArtifactNotBuiltError when it has not been built
 */
export function lambdaBundle(name: LambdaBundle): string {
  return readArtifact(`functions/${name}.js`);
}
