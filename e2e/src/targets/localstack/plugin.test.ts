import { describe, expect, it } from 'vitest';
import { distInfo } from './plugin.ts';

describe('the plug-in in Python', () => {
  it('has every entry point of its pyproject.toml, as an installation would write them', () => {
    const files = distInfo();
    const entryPoints = files['localstack_sagemaker-0.1.0.dist-info/entry_points.txt'] ?? '';

    expect(files['localstack_sagemaker-0.1.0.dist-info/METADATA']).toContain('Name: localstack-sagemaker');
    expect(entryPoints).toContain(
      '[localstack.aws.provider]\nsagemaker:default = localstack_sagemaker.forward:sagemaker\nsagemaker-runtime:default = ',
    );
    expect(entryPoints).toContain('[localstack.cloudformation.resource_providers]\nAWS::CloudFormation::CustomResource = ');
    expect(entryPoints).not.toContain('"');
  });
});
