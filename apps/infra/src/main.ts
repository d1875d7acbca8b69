import { PipelineApp } from './pipeline-app.ts';

new PipelineApp().synth();
