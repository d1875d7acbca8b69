import { CfnCondition, CfnParameter, type CfnParameterProps, Fn, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { SelfContainedStack } from './self-contained-stack.ts';

/** Properties of every add-on stack. */
export interface AddOnStackProps extends StackProps {
  /** Name of the pipeline's core stack, the default of the parameter `PipelineStackName`. @default `ml-pipeline` */
  readonly pipelineStackName?: string;
}

/** An output of the core stack that it exports: `<stack name>-<name>`. */
export type PipelineExport = 'StateMachineArn' | 'BucketName' | 'EndpointName';

/**
 * A stack beside the core stack that adds what not every pipeline needs. It knows the core by its stack's name; what it needs of it, it
 * imports, so CloudFormation keeps the core from going first.
 */
export class AddOnStack extends SelfContainedStack {
  /** Names the core stack. */
  readonly pipelineStackName: CfnParameter;

  constructor(scope: Construct, id: string, { pipelineStackName = 'ml-pipeline', ...props }: AddOnStackProps) {
    super(scope, id, props);
    this.pipelineStackName = this.parameter('PipelineStackName', {
      default: pipelineStackName,
      allowedPattern: '[a-zA-Z][a-zA-Z0-9-]{0,127}',
      description: "Name of the pipeline's core stack",
    });
    this.tagAll(this.pipelineStackName.valueAsString);
  }

  /** An exported output of the core stack. */
  imported(name: PipelineExport): string {
    return Fn.importValue(Fn.sub(`\${${this.pipelineStackName.logicalId}}-${name}`));
  }

  /** A parameter of the template. */
  parameter(name: string, props: CfnParameterProps): CfnParameter {
    return new CfnParameter(this, name, props);
  }

  /** The condition that `parameter` has another value than `none`. */
  whenGiven(parameter: CfnParameter, none = ''): CfnCondition {
    return new CfnCondition(this, `Has${parameter.node.id}`, {
      expression: Fn.conditionNot(Fn.conditionEquals(parameter.valueAsString, none)),
    });
  }
}
