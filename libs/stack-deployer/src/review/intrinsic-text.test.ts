import { expect, it } from 'vitest';
import { intrinsicText } from './intrinsic-text.ts';

it.each([
  ['text', 'text'],
  [{ Ref: 'Bucket' }, '${Bucket}'],
  [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, '${Bucket.Arn}'],
  [{ 'Fn::GetAtt': 'Bucket.Arn' }, '${Bucket.Arn}'],
  [{ 'Fn::Sub': 's3://${Bucket}/a' }, 's3://${Bucket}/a'],
  [{ 'Fn::Sub': ['${A}${!B}${C}', { A: { Ref: 'X' } }] }, '${X}${!B}${C}'],
  [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }]] }, 'arn:${AWS::Partition}'],
  [{ 'Fn::If': ['HasKey', 'a', { Ref: 'B' }] }, '(if HasKey: a, else: ${B})'],
  [{ 'Fn::ImportValue': { 'Fn::Sub': '${Name}-Arn' } }, '${import ${Name}-Arn}'],
  [{ 'Fn::Select': [0, ['a']] }, '{Fn::Select: [0, [a]]}'],
  [{ a: 1, b: [true, null] }, '{a: 1, b: [true, null]}'],
])('intrinsicText writes %j as %s', (value, text) => {
  expect(intrinsicText(value)).toBe(text);
});
