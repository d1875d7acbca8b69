import { describe, expect } from 'vitest';
import { listenTo } from './listen-to.ts';
import { type Suite, scenario } from './suite.ts';

/** Subscribers of the topic receive how an execution ended. */
export const notification: Suite = (context) => {
  describe('the topic of the pipeline', () => {
    scenario(
      context,
      'sends its subscribers the failure, its cause, and the execution',
      { needs: ['queues'] },
      async ({ main, clientConfig }) => {
        await using queue = await listenTo(clientConfig, main.outputs['TopicArn'] ?? '', `${main.stackName}-messages`);
        const execution = await main.pipeline.startExecution({ HyperParameters: { model: 'crystal_ball' } });
        await execution.result().catch(() => {});

        const { Subject, Message } = await queue.next();

        expect(Subject).toBe('ML pipeline: TrainingFailed');
        expect(Message).toContain('crystal_ball');
        expect(Message).toContain(execution.executionArn);
      },
    );
  });
};
