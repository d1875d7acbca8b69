import { App } from 'aws-cdk-lib';
import { PipelineStage } from './stages/pipeline-stage.ts';

const app = new App({
  analyticsReporting: false,
  context: { '@aws-cdk/core:validateAgainstDefaultRules': true },
});

// One template for every account and region: where it goes is decided by who deploys it.
new PipelineStage(app, 'stepmaker');

app.synth();
