import type { PipelineInput, PipelineOutput } from '@stepmaker/asl/pipeline';
import { describe, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { EndpointClient, type Instance, PipelineClient, type PipelineEvent } from '../src/index.ts';

const STATE_MACHINE = 'arn:aws:states:us-east-1:000000000000:stateMachine:m';

describe('types', () => {
  it('of a pipeline: one of two ways to name it, typed input and output', () => {
    const pipeline = new PipelineClient({ stateMachineArn: STATE_MACHINE });

    expectTypeOf(pipeline.startExecution).parameter(0).toEqualTypeOf<PipelineInput | undefined>();
    expectTypeOf(
      pipeline.execution('arn:aws:states:us-east-1:000000000000:execution:m:e').result,
    ).returns.resolves.toEqualTypeOf<PipelineOutput>();
    // @ts-expect-error a member that the input does not have
    (): unknown => pipeline.startExecution({ TargetColum: 'x' });
    // @ts-expect-error a number where text belongs
    (): unknown => pipeline.startExecution({ TargetColumn: 1 });
    // @ts-expect-error neither a state machine nor a stack
    (): unknown => new PipelineClient({ region: 'us-east-1' });
  });

  it('of events: the type says what there is', () => {
    const event = {} as PipelineEvent;

    if (event.type === 'JobMetric') expectTypeOf(event.value).toEqualTypeOf<number>();
    if (event.type === 'StateEntered') expectTypeOf(event.stateName).toEqualTypeOf<string>();
    // @ts-expect-error the end belongs to no state
    if (event.type === 'ExecutionEnded') (): unknown => event.stateName;
  });

  it('of predictions: instances and numbers, or what schemas say', () => {
    const plain = new EndpointClient({ endpointName: 'e' });
    const typed = new EndpointClient({
      endpointName: 'e',
      instanceSchema: z.object({ rooms: z.number(), place: z.string().nullable() }),
      predictionSchema: z.number().transform((price) => ({ price })),
    });

    expectTypeOf(plain.predict).parameter(0).toEqualTypeOf<readonly Instance[]>();
    expectTypeOf(plain.predict).returns.resolves.toEqualTypeOf<number[]>();
    expectTypeOf(typed.predict).parameter(0).toEqualTypeOf<readonly { rooms: number; place: string | null }[]>();
    expectTypeOf(typed.predict).returns.resolves.toEqualTypeOf<{ price: number }[]>();
    expectTypeOf(typed.predictEach).returns.toEqualTypeOf<AsyncGenerator<{ price: number }, void, void>>();
  });
});
