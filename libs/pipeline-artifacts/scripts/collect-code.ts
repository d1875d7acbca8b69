/** `nx run pipeline-artifacts:code`: takes over the bundles of both Lambda functions and the Python scripts from the projects that make them. */
import { readFileSync } from 'node:fs';
import type { LambdaBundle } from '../src/lambda-bundle.ts';
import { ML_SCRIPT_NAMES } from '../src/ml-scripts.ts';
import { replaceFolder, WORKSPACE } from './replace-folder.ts';

/** Where the build of each function leaves its bundle, from the workspace's root directory. */
const BUNDLES: Readonly<Record<LambdaBundle, string>> = {
  evaluator: 'apps/evaluator-lambda/dist/bundle/index.js',
  lifecycle: 'apps/lifecycle-lambda/dist/bundle/index.js',
  'lifecycle-terraform': 'apps/lifecycle-lambda/dist/bundle-terraform/index.js',
};
const SCRIPTS = [...ML_SCRIPT_NAMES, 'export_dataset.py'];

const read = (path: string): string => readFileSync(new URL(path, WORKSPACE), 'utf8');
/** Ends in one newline: YAML writes text of several lines without escapes. */
const readBundle = (path: string): string => `${read(path).trimEnd()}\n`;

replaceFolder('functions', Object.fromEntries(Object.entries(BUNDLES).map(([name, path]) => [`${name}.js`, readBundle(path)])));
replaceFolder('scripts', Object.fromEntries(SCRIPTS.map((name) => [name, read(`ml/${name}`)])));
