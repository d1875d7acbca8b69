import { describe, expect, it } from 'vitest';
import { targetInput } from './input-transformer.ts';

const EVENT = { id: 'e1', detail: { name: 'Houses "A"', size: 42, rows: [{ n: 1 }, { n: 2 }], 'a-b': 'dashed', none: null } };
const RULE = { ruleArn: 'arn:aws:events:us-east-1:000000000000:rule/r', ruleName: 'r', ingestionTime: '2026-01-01T00:00:00Z' };

const transformed = (InputTemplate: string, InputPathsMap?: Record<string, string>): string =>
  targetInput(EVENT, { InputTransformer: { InputTemplate, ...(InputPathsMap && { InputPathsMap }) } }, RULE);

describe('the input of a target', () => {
  it('is the event, a constant, or a part of the event', () => {
    expect(targetInput(EVENT, {}, RULE)).toBe(JSON.stringify(EVENT));
    expect(targetInput(EVENT, { Input: '{"a":1}' }, RULE)).toBe('{"a":1}');
    expect(targetInput(EVENT, { InputPath: '$.detail.rows[1].n' }, RULE)).toBe('2');
    expect(targetInput(EVENT, { InputPath: "$.detail['a-b']" }, RULE)).toBe('"dashed"');
    expect(targetInput(EVENT, { InputPath: '$.detail.size.more' }, RULE)).toBe('null');
  });

  it.each<[string, string, Record<string, string>, string]>([
    [
      'a value as JSON outside of quotes',
      '{"size": <size>, "rows": <rows>}',
      { size: '$.detail.size', rows: '$.detail.rows' },
      '{"size": 42, "rows": [{"n":1},{"n":2}]}',
    ],
    ['a text escaped inside of quotes', '"<name>!"', { name: '$.detail.name' }, '"Houses \\"A\\"!"'],
    ['an object as escaped JSON inside of quotes', '"<rows>"', { rows: '$.detail.rows' }, '"[{\\"n\\":1},{\\"n\\":2}]"'],
    ['an empty text for a missing value', '{"x": <x>}', { x: '$.detail.missing' }, '{"x": ""}'],
    ['nothing for a missing value inside of quotes', '"a<x>b"', { x: '$.detail.missing.more' }, '"ab"'],
    ['an unknown name as it stands', '"<other> \\"quoted\\""', {}, '"<other> \\"quoted\\""'],
  ])('has %s', (_what, template, paths, expected) => {
    expect(transformed(template, paths)).toBe(expected);
  });

  it('has the variables of EventBridge, the event with its detail only where that is asked for', () => {
    expect(transformed('"<aws.events.rule-name> <aws.events.rule-arn> <aws.events.event.ingestion-time>"')).toBe(
      `"r ${RULE.ruleArn} ${RULE.ingestionTime}"`,
    );
    expect(transformed('<aws.events.event>')).toBe('{"id":"e1"}');
    expect(transformed('<aws.events.event.json>')).toBe(JSON.stringify(EVENT));
  });
});
