import { describe, expect, it } from 'vitest';
import { measureTemplate, sizeTable } from './template-size.ts';

const TEMPLATE = {
  Resources: {
    Machine: { Type: 'AWS::StepFunctions::StateMachine', Properties: { StateMachineName: 'é' } },
    Role: { Type: 'AWS::IAM::Role', Properties: { Policies: [] } },
    EvaluatorFunction: { Type: 'AWS::Lambda::Function', Properties: { Code: { ZipFile: 'abc' } } },
    LifecycleFunction: { Type: 'AWS::Lambda::Function', Properties: { Code: { ZipFile: 'a\nb' } } },
    Files: { Type: 'Custom::PipelineFiles', Properties: { Files: 'QUJD' } },
  },
};

describe('measureTemplate', () => {
  it('shares out every byte of the JSON once', () => {
    const { json, parts } = measureTemplate(TEMPLATE);

    expect(parts).toMatchObject({ iam: 15, evaluator: 17, lifecycle: 18, files: 6 });
    expect(Object.values(parts).reduce((sum, size) => sum + size)).toBe(json);
    expect(json).toBe(Buffer.byteLength(JSON.stringify(TEMPLATE)));
  });
});

describe('sizeTable', () => {
  it('marks what is over its budget', () => {
    const table = sizeTable({ ...measureTemplate(TEMPLATE), json: 48_201 });

    expect(table.split('\n').filter((line) => line.endsWith('over'))).toEqual(['JSON          48201 of  48200  over']);
  });
});
