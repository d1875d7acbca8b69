import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readTemplate } from '../src/template/template.ts';
import { deletedByCloudFormation, destroyedByTerraform, pythonTemplate } from './deleted-after-clean-up.ts';
import { PYTHON_TOOL } from './python.ts';

const PROJECT = new URL('../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, PROJECT), 'utf8');

describe('what is deleted only after the clean-up', () => {
  it('in the template: what the clean-up needs, and what SageMaker needs to delete its endpoints in a VPC and with a key', () => {
    expect(deletedByCloudFormation(readTemplate())).toEqual([
      'bucket',
      'bucket policy',
      'files',
      'function',
      'function',
      'log group',
      'log group',
      'log group',
      'permissions of lambda',
      'permissions of lambda',
      'permissions of sagemaker',
      'permissions of states',
      'permissions of states',
      'policy clean-up',
      'policy grant-key',
      'policy network',
      'policy use-key',
      'role of lambda',
      'role of lambda',
      'role of sagemaker',
      'role of states',
      'role of states',
      'state machine',
      'state machine',
      'topic',
    ]);
  });

  it('is the same in the Terraform module', () => {
    expect(destroyedByTerraform()).toEqual(deletedByCloudFormation(readTemplate()));
  });

  it.skipIf(PYTHON_TOOL.isMissing)(`is the same in the construct for Python${PYTHON_TOOL.note}`, { timeout: 300_000 }, () => {
    expect(deletedByCloudFormation(pythonTemplate())).toEqual(deletedByCloudFormation(readTemplate()));
  });
});

describe('the names that flavours have by default', () => {
  it('differ: a clean-up deletes by name, and log groups of one name cannot stand side by side', () => {
    const names = [
      /"([\w-]+)"/.exec(/default\s+= .*/.exec(read('terraform/variables.tf'))?.[0] ?? '')?.[1],
      /or "([\w-]+)"/.exec(read('cdk-python/app.py'))?.[1],
      /STACK_NAME:-([\w-]+)/.exec(read('scripts/deploy.sh'))?.[1],
      /stackName: '([\w-]+)'/.exec(read('../apps/infra/src/stages/plain.ts'))?.[1],
    ];

    expect(names).toEqual(['ml-pipeline-terraform', 'ml-pipeline-python', 'ml-pipeline-stack', 'ml-pipeline']);
  });
});
