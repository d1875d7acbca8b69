import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

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
  {
    sourceTag: 'layer:client',
    onlyDependOnLibsWithTags: ['layer:definition'],
    bannedExternalImports: ['aws-cdk-lib', 'constructs'],
  },
  {
    sourceTag: 'layer:composition',
    onlyDependOnLibsWithTags: ['layer:client', 'layer:runtime', 'layer:engine', 'layer:definition', 'layer:composition'],
    bannedExternalImports: ['aws-cdk-lib', 'constructs'],
  },
  { sourceTag: 'layer:handler', onlyDependOnLibsWithTags: ['layer:definition'] },
  { sourceTag: 'layer:infra', onlyDependOnLibsWithTags: ['layer:definition', 'layer:infra'] },
  // Takes the CDK app's template as built text; its tests run the embedded AWS.
  {
    sourceTag: 'layer:iac',
    onlyDependOnLibsWithTags: ['layer:composition', 'layer:client', 'layer:runtime', 'layer:engine', 'layer:definition'],
    bannedExternalImports: ['aws-cdk-lib', 'constructs'],
  },
  { sourceTag: 'layer:test', onlyDependOnLibsWithTags: ['*'] },
];

export default [
  {
    ignores: [
      '**/dist',
      '**/out-tsc',
      '**/cdk.out',
      '**/coverage',
      '**/.venv*',
      '**/.stepmaker',
      '**/test/readme-examples',
      '**/test/node-test-*',
    ],
  },
  {
    files: ['**/*.ts'],
    plugins: { '@nx': nx, '@typescript-eslint': tseslint.plugin },
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: false,
          allow: ['../vitest.shared.ts', '../../vitest.shared.ts', '../../tsup.shared.ts'],
          allowCircularSelfDependency: true,
          depConstraints,
        },
      ],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
];
