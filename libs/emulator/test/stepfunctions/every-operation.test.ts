import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiModel } from '../../src/core/api-model.ts';
import { ClientBench } from './every-operation/client-bench.ts';
import { executionCases } from './every-operation/execution-cases.ts';
import { stateMachineCases } from './every-operation/state-machine-cases.ts';
import { taskCases } from './every-operation/task-cases.ts';

let bench: ClientBench;
beforeAll(async () => {
  bench = await ClientBench.open();
});
afterAll(() => bench.close());

stateMachineCases(() => bench);
executionCases(() => bench);
taskCases(() => bench);

describe('every operation of the API model', () => {
  it('has been driven by the AWS SDK above', () => {
    const { operations, otherOperations } = apiModel('stepfunctions');
    const all = [...Object.keys(operations), ...Object.keys(otherOperations)];

    expect(all).toHaveLength(37);
    expect(all.filter((operation) => !bench.sent.has(operation))).toEqual([]);
  });
});
