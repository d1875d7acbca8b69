import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runTool } from '../tools/run-tool.ts';
import type { Deployed, Flavour, Place } from './flavour.ts';

const NAME = 'terraform-flavour';
/** `plan -detailed-exitcode` says so. */
const NO_CHANGES = 0;

/** The module, from a root module that sends the provider to the place. */
export const terraform: Flavour = {
  name: 'terraform',
  unavailable: ({ missing }) => missing.terraform ?? missing.terraformProvider,

  async deploy(place) {
    await writeFile(join(place.workspace, 'main.tf'), rootModule(place));
    const { terraformPlugins } = place.toolbox;
    const initialised = await tool(place, 'init', ...(terraformPlugins === undefined ? [] : [`-plugin-dir=${terraformPlugins}`]));
    const applied = await tool(place, 'apply', '-auto-approve');
    const { stdout } = await runTool('terraform', ['output', '-json'], { cwd: place.workspace, env: place.env });
    const { pipeline } = JSON.parse(stdout) as { readonly pipeline: { readonly value: Record<string, string> } };
    const outputs = pipeline.value;
    const output = (name: string): string => {
      const value = outputs[name];
      if (value === undefined) throw new Error(`The module has no output ${name}`);
      return value;
    };
    const deployed: Deployed = {
      name: NAME,
      transcript: initialised + applied,
      stateMachineArn: output('state_machine_arn'),
      bucketName: output('bucket_name'),
      topicArn: output('topic_arn'),
      executionRoleArn: output('execution_role_arn'),
      endpointName: output('endpoint_name'),
    };
    return deployed;
  },

  async deployAgain(place) {
    const { code, transcript } = await runTool('terraform', ['plan', '-no-color', '-input=false', '-detailed-exitcode'], {
      cwd: place.workspace,
      env: place.env,
      accepted: [0, 2],
    });
    if (code !== NO_CHANGES) throw new Error(transcript);
    return transcript;
  },

  async destroy(place) {
    return tool(place, 'destroy', '-auto-approve');
  },
};

async function tool(place: Place, verb: string, ...options: readonly string[]): Promise<string> {
  const args = [verb, '-no-color', '-input=false', ...options];
  return (await runTool('terraform', args, { cwd: place.workspace, env: place.env })).transcript;
}

function rootModule({ endpointUrl, toolbox }: Place): string {
  const services = ['cloudwatch', 'iam', 'lambda', 'logs', 's3', 'sfn', 'sns', 'sts'];
  return `provider "aws" {
  region                      = "us-east-1"
  access_key                  = "local"
  secret_key                  = "local"
  s3_use_path_style           = true
  skip_metadata_api_check     = true
  skip_credentials_validation = true

  endpoints {
${services.map((service) => `    ${service} = "${endpointUrl}"`).join('\n')}
  }
}

module "pipeline" {
  source = "${join(toolbox.root, 'iac/terraform')}"
  name   = "${NAME}"
}

output "pipeline" {
  value = module.pipeline
}
`;
}
