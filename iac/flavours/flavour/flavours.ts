import { cdkFlavour } from './cdk.ts';
import { cloudformation } from './cloudformation.ts';
import type { Flavour } from './flavour.ts';
import { installPythonPackage } from './python-package.ts';
import { scriptsFlavour } from './scripts.ts';
import { terraform } from './terraform.ts';

/** Every way in. */
export const flavours: readonly Flavour[] = [
  cloudformation,
  cdkFlavour({
    name: 'cdk-typescript',
    folder: 'apps/infra',
    stack: 'stepmaker/ml-pipeline',
    stackName: 'ml-pipeline',
    options: [],
  }),
  cdkFlavour({
    name: 'cdk-python',
    folder: 'iac/cdk-python',
    stack: 'python-flavour',
    stackName: 'python-flavour',
    options: ['--context', 'stack_name=python-flavour'],
    install: installPythonPackage,
  }),
  terraform,
  scriptsFlavour(1),
  scriptsFlavour(2),
];
