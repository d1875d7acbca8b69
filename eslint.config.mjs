import nx from '@nx/eslint-plugin';
import jsonc from 'jsonc-eslint-parser';
import tseslint from 'typescript-eslint';
import { servicePorts } from './eslint/service-ports.mjs';

/** The layers of the workspace: what each may depend on, and what it must never import. One line a layer. */
const depConstraints = [
  {
    sourceTag: 'layer:definition',
    onlyDependOnLibsWithTags: ['layer:definition'],
    bannedExternalImports: ['@aws-sdk/*', 'aws-cdk-lib', 'constructs'],
  },
  {
    sourceTag: 'layer:engine',
    onlyDependOnLibsWithTags: ['layer:definition'],
    bannedExternalImports: ['@aws-sdk/*', 'aws-cdk-lib', 'constructs'],
  },
  {
    sourceTag: 'layer:runtime',
    onlyDependOnLibsWithTags: ['layer:definition', 'layer:engine'],
    bannedExternalImports: ['aws-cdk-lib', 'constructs'],
  },
  // What the build made, read as text: no project of the workspace, so that every layer above may use it.
  {
    sourceTag: 'layer:artifacts',
    onlyDependOnLibsWithTags: ['layer:artifacts'],
    bannedExternalImports: ['@aws-sdk/*', 'aws-cdk-lib', 'constructs'],
  },
  {
    sourceTag: 'layer:client',
    onlyDependOnLibsWithTags: ['layer:definition'],
    bannedExternalImports: ['aws-cdk-lib', 'constructs'],
  },
  {
    sourceTag: 'layer:composition',
    onlyDependOnLibsWithTags: [
      'layer:client',
      'layer:runtime',
      'layer:engine',
      'layer:definition',
      'layer:artifacts',
      'layer:composition',
    ],
    bannedExternalImports: ['aws-cdk-lib', 'constructs'],
  },
  { sourceTag: 'layer:handler', onlyDependOnLibsWithTags: ['layer:definition', 'layer:artifacts'] },
  {
    sourceTag: 'layer:infra',
    onlyDependOnLibsWithTags: ['layer:definition', 'layer:artifacts', 'layer:client', 'layer:infra'],
  },
  // Its tests run the embedded AWS.
  {
    sourceTag: 'layer:iac',
    onlyDependOnLibsWithTags: [
      'layer:composition',
      'layer:client',
      'layer:runtime',
      'layer:engine',
      'layer:definition',
      'layer:artifacts',
    ],
    bannedExternalImports: ['aws-cdk-lib', 'constructs'],
  },
  { sourceTag: 'layer:test', onlyDependOnLibsWithTags: ['*'] },
];

/**
 * The layers within the emulator: what each folder of `libs/emulator/src` may import beside itself. Folders that are not listed here,
 * `services` and the files of the composition root among them, are above all of these.
 */
const emulatorLayers = {
  core: [],
  http: ['core'],
  protocols: ['core', 'http'],
  authorization: ['core'],
  delivery: ['core'],
  schedule: ['core'],
  server: ['core', 'authorization'],
};

/** A folder's own files are imported as `./…`, or as `../…` from a folder below it. Everything else begins with `../` and a folder's name. */
const emulatorLayerRules = Object.entries(emulatorLayers).map(([folder, allowed]) => ({
  files: [`libs/emulator/src/${folder}/**/*.ts`],
  ignores: ['**/*.test.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^(?:\\.\\./)+(?!${[folder, ...allowed].join('/|')}/)[a-z-]+(?:/|\\.ts$)`,
            message: `libs/emulator/src/${folder} may import ${allowed.length === 0 ? 'no other folder' : allowed.join(', ')} only (docs/adr/0014).`,
          },
        ],
      },
    ],
  },
}));

/** Files that run in tests only. */
const testFiles = ['**/*.test.ts', '**/test/**/*.ts'];

/** The rule on layers. Tests of every layer may also import the test library. */
function moduleBoundaries(more) {
  return [
    'error',
    {
      enforceBuildableLibDependency: false,
      allow: ['../vitest.shared.ts', '../../vitest.shared.ts', '../../tsup.shared.ts'],
      allowCircularSelfDependency: true,
      depConstraints: depConstraints.map((constraint) => ({
        ...constraint,
        onlyDependOnLibsWithTags: [...constraint.onlyDependOnLibsWithTags, ...more],
      })),
    },
  ];
}

/** The rule on declared dependencies: all that sources import, and no more. Vitest is the workspace's. */
function dependencyChecks(ignored) {
  return ['error', { ignoredDependencies: ['vitest', ...ignored] }];
}

export default [
  {
    ignores: [
      '**/dist',
      'libs/pipeline-artifacts/artifacts',
      '**/out-tsc',
      '**/cdk.out',
      '**/coverage',
      '**/.venv*',
      '**/.stepmaker',
      '**/test/readme-examples',
      '**/test/node-test-*',
      // Packages of an image, no project.
      'e2e/localstack-image',
    ],
  },
  {
    files: ['**/*.ts'],
    plugins: { '@nx': nx, '@typescript-eslint': tseslint.plugin },
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@nx/enforce-module-boundaries': moduleBoundaries([]),
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  ...emulatorLayerRules,
  {
    files: ['libs/emulator/src/services/**/*.ts'],
    plugins: { stepmaker: { rules: { 'service-ports': servicePorts } } },
    rules: { 'stepmaker/service-ports': 'error' },
  },
  { files: testFiles, rules: { '@nx/enforce-module-boundaries': moduleBoundaries(['layer:test']) } },
  {
    files: ['**/package.json'],
    plugins: { '@nx': nx },
    languageOptions: { parser: jsonc },
    rules: { '@nx/dependency-checks': dependencyChecks([]) },
  },
  // Shapes of requests and answers: types alone, which no declaration of the public API reaches, so none of these is installed with it.
  {
    files: ['libs/emulator/package.json'],
    rules: {
      '@nx/dependency-checks': dependencyChecks([
        '@aws-sdk/client-cloudformation',
        '@aws-sdk/client-eventbridge',
        '@aws-sdk/client-iam',
        '@aws-sdk/client-sagemaker-runtime',
        '@aws-sdk/client-scheduler',
        '@aws-sdk/client-sqs',
        '@aws-sdk/client-ssm',
        '@aws-sdk/client-sts',
      ]),
    },
  },
  // A peer of the SDK, which loads it when a data set is uploaded or a model downloaded.
  {
    files: ['apps/cli/package.json', 'libs/pipeline-local/package.json'],
    rules: { '@nx/dependency-checks': dependencyChecks(['@aws-sdk/client-s3']) },
  },
];
