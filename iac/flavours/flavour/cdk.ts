import { join } from 'node:path';
import { runTool } from '../tools/run-tool.ts';
import type { Flavour, Place } from './flavour.ts';
import { deployedStack } from './stack-outputs.ts';

/** The bucket that the CDK CLI uploads a template to which is larger than CloudFormation takes in a request, in a separate stack. */
const TOOLKIT = 'CDKToolkit';
const BOOTSTRAP_TEMPLATE = join(import.meta.dirname, 'bootstrap.yaml');

/** An app of the CDK, deployed with the CDK CLI. */
interface CdkApp {
  readonly name: string;
  /** The folder of its `cdk.json`, in the workspace. */
  readonly folder: string;
  /** Name of the stack in the CLI. */
  readonly stack: string;
  readonly stackName: string;
  /** Besides the verb. */
  readonly options: readonly string[];
  /** Preparation that is done once, and its additions to the environment. @default - nothing */
  readonly install?: (place: Place) => Promise<Readonly<Record<string, string>>>;
}

/** The same construct from TypeScript and from Python. */
export function cdkFlavour(app: CdkApp): Flavour {
  let installed: Readonly<Record<string, string>> | undefined;
  const bootstrap = async (place: Place): Promise<string> => {
    const args = ['bootstrap', 'aws://000000000000/us-east-1', '--template', BOOTSTRAP_TEMPLATE];
    return (await runTool('cdk', args, { cwd: place.workspace, env: place.env })).transcript;
  };
  const removeToolkit = async (place: Place): Promise<string> => {
    const { stdout } = await runTool(
      'aws',
      ['cloudformation', 'describe-stack-resource', '--stack-name', TOOLKIT, '--logical-resource-id', 'StagingBucket'],
      place,
    );
    const { StackResourceDetail } = JSON.parse(stdout) as {
      readonly StackResourceDetail: { readonly PhysicalResourceId: string };
    };
    const emptied = await runTool('aws', ['s3', 'rm', `s3://${StackResourceDetail.PhysicalResourceId}`, '--recursive'], place);
    const deleted = await runTool('aws', ['cloudformation', 'delete-stack', '--stack-name', TOOLKIT], place);
    const waited = await runTool('aws', ['cloudformation', 'wait', 'stack-delete-complete', '--stack-name', TOOLKIT], place);
    return [emptied, deleted, waited].map(({ transcript }) => transcript).join('\n');
  };
  const cdk = async (place: Place, verb: string, ...options: readonly string[]): Promise<string> => {
    const { root } = place.toolbox;
    installed ??= (await app.install?.(place)) ?? {};
    const args = [verb, app.stack, ...app.options, '--output', join(place.workspace, 'cdk.out'), ...options];
    return (await runTool('cdk', args, { cwd: join(root, app.folder), env: { ...place.env, ...installed } })).transcript;
  };
  return {
    name: app.name,
    unavailable: ({ missing }) => missing.python,
    async deploy(place) {
      const bootstrapped = await bootstrap(place);
      const deployed = await cdk(place, 'deploy', '--require-approval', 'never');
      return deployedStack(place, app.stackName, `${bootstrapped}\n${deployed}`);
    },
    async deployAgain(place) {
      const transcript = await cdk(place, 'diff', '--fail');
      if (!/no differences|Number of stacks with differences: 0/.test(transcript)) throw new Error(transcript);
      return transcript;
    },
    async destroy(place) {
      const destroyed = await cdk(place, 'destroy', '--force');
      return `${destroyed}\n${await removeToolkit(place)}`;
    },
  };
}
