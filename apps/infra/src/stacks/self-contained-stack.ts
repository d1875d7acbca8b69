import { STACK_TAG_KEY } from '@stepmaker/asl/pipeline';
import {
  type CfnElement,
  CfnParameter,
  type IStackSynthesizer,
  LegacyStackSynthesizer,
  Stack,
  type StackProps,
  Tags,
} from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Ids that add nothing to the name of a resource. */
const NAMELESS: ReadonlySet<string> = new Set(['Parameters', 'Settings', 'Default']);

/**
 * A stack whose template is all that a deployment needs: no asset, no bootstrap stack, no role of the CDK. The CDK deploys it, so does a
 * plain `create-stack` from the file, so does the embedded AWS.
 */
export class SelfContainedStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, {
      ...props,
      // Assumes no bootstrap role and uploads nothing.
      synthesizer: new LegacyStackSynthesizer() as IStackSynthesizer,
      suppressTemplateIndentation: true,
    });
  }

  /**
   * The template's parameter of that name.
   *
   * @throws Error naming the parameters there are
   */
  templateParameter(name: string): CfnParameter {
    const known = this.node.findAll().filter((construct) => construct instanceof CfnParameter);
    const parameter = known.find(({ logicalId }) => this.resolve(logicalId) === name);
    if (parameter) return parameter;
    const names = known.map(({ logicalId }) => this.resolve(logicalId));
    throw new Error(`${this.stackName} has no parameter ${name}; it has ${names.join(', ')}`);
  }

  /** Tags every resource with the name of the pipeline it belongs to; in the template, so that every way of deploying has them. */
  protected tagAll(pipelineStackName: string): void {
    Tags.of(this).add(STACK_TAG_KEY, pipelineStackName, { excludeResourceTypes: ['aws:cdk:stack'] });
  }

  /** Names without hashes: people read these templates, and refer to their resources in commands. */
  protected override allocateLogicalId(element: CfnElement): string {
    const inStack = element.node.path.slice(this.node.path.length + 1).split('/');
    return inStack.filter((id) => !NAMELESS.has(id)).join('');
  }
}
