import { join } from 'node:path';
import type { StateMachineDefinition } from '@stepmaker/asl';
import { deploymentDefinition, pipelineDefinition } from '@stepmaker/asl/pipeline';
import { describe, expect, it } from 'vitest';
import { stateGraph } from './state-graph.ts';
import { toSvg } from './svg.ts';

const DOCS = join(import.meta.dirname, '../../../../docs');

describe('a picture in the documentation', () => {
  it.each<readonly [string, string, StateMachineDefinition]>([
    ['pipeline.svg', 'State machine of the pipeline', pipelineDefinition],
    ['model-deployment.svg', 'State machine of a model deployment', deploymentDefinition],
  ])('%s shows the state machine as it is (vitest -u draws it again)', async (file, title, definition) => {
    await expect(toSvg(stateGraph(definition), title)).toMatchFileSnapshot(join(DOCS, file));
  });
});
