import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { MlPipeline, type MlPipelineProps, type PipelineArtifacts } from '../src/index.ts';

/** Recognisable texts in the place of what other projects build. */
export const ARTIFACTS: PipelineArtifacts = {
  evaluatorCode: 'exports.handler = "evaluator"',
  lifecycleCode: 'exports.handler = "lifecycle"',
  scripts: { 'preprocess.py': 'one()', 'train.py': 'two()', 'evaluate.py': 'three()', 'inference.py': 'four()' },
};

/** A stack of a user's app with a pipeline in it. */
export class OwnStack extends Stack {
  readonly pipeline: MlPipeline;

  constructor(props: MlPipelineProps | ((stack: Stack) => MlPipelineProps) = {}) {
    super(new App(), 'own');
    this.pipeline = new MlPipeline(this, 'Pipeline', {
      artifacts: ARTIFACTS,
      ...(typeof props === 'function' ? props(this) : props),
    });
  }

  // biome-ignore lint/suspicious/noExplicitAny: a template is looked into as it is
  get template(): any {
    return Template.fromStack(this).toJSON();
  }

  /** The properties of a state machine of the pipeline: the one that is started, or the one that deploys. */
  // biome-ignore lint/suspicious/noExplicitAny: a template is looked into as it is
  machine(name: 'pipeline' | 'deployment' = 'pipeline'): any {
    const machines = Object.values(Template.fromStack(this).findResources('AWS::StepFunctions::StateMachine'));
    return machines.find(({ Properties }) => JSON.stringify(Properties.DefinitionS3Location.Key).includes(`/${name}`))?.[
      'Properties'
    ];
  }

  /** The properties of the only resource of a type. */
  // biome-ignore lint/suspicious/noExplicitAny: a template is looked into as it is
  propertiesOf(type: string): any {
    const found = Object.values(Template.fromStack(this).findResources(type));
    if (found.length !== 1) throw new Error(`The stack has ${found.length} resources ${type}`);
    return found[0]?.['Properties'];
  }
}
