import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseTemplate } from './parse-template.ts';

describe('parseTemplate', () => {
  afterEach(() => vi.restoreAllMocks());

  it('reads JSON', () => {
    expect(parseTemplate('{"Resources":{"A":{"Type":"AWS::SNS::Topic"}}}')).toEqual({
      Resources: { A: { Type: 'AWS::SNS::Topic' } },
    });
  });

  it('reads short forms of YAML as the mappings that they stand for, and warns of nothing', () => {
    const warned = vi.spyOn(process, 'emitWarning');

    const template = parseTemplate(`
AWSTemplateFormatVersion: 2010-09-09
Resources:
  Topic:
    Type: AWS::SNS::Topic
    Condition: Wanted
    Properties:
      Ref: !Ref Name
      Att: !GetAtt Bucket.Outputs.Arn
      List: !GetAtt [Bucket, Arn]
      Sub: !Sub
        - '\${A}-\${B}'
        - { A: !Ref X, B: !ImportValue y }
      Nested: !If [HasKey, !Join ['', [a, !Ref B]], !Ref AWS::NoValue]
      All: [!Condition Wanted, !Not [!Equals [!Ref A, '']]]
      Number: 5
`);

    expect(template.Resources?.['Topic']).toEqual({
      Type: 'AWS::SNS::Topic',
      Condition: 'Wanted',
      Properties: {
        Ref: { Ref: 'Name' },
        Att: { 'Fn::GetAtt': ['Bucket', 'Outputs.Arn'] },
        List: { 'Fn::GetAtt': ['Bucket', 'Arn'] },
        Sub: { 'Fn::Sub': ['${A}-${B}', { A: { Ref: 'X' }, B: { 'Fn::ImportValue': 'y' } }] },
        Nested: { 'Fn::If': ['HasKey', { 'Fn::Join': ['', ['a', { Ref: 'B' }]] }, { Ref: 'AWS::NoValue' }] },
        All: [{ Condition: 'Wanted' }, { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'A' }, ''] }] }],
        Number: 5,
      },
    });
    expect(warned).not.toHaveBeenCalled();
  });

  it('refuses a text that is neither', () => {
    expect(() => parseTemplate('{ a: [')).toThrow();
  });
});
