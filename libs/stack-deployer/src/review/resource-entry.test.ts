import { describe, expect, it } from 'vitest';
import { comparedResources } from './resource-entry.ts';
import type { TemplateDocument } from './template-document.ts';

const topic = (Properties: Readonly<Record<string, unknown>>): TemplateDocument => ({
  Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties } },
});

describe('comparedResources', () => {
  it('distinguishes an intrinsic function from a string with the same text', () => {
    const [changed] = comparedResources(topic({ TopicName: { Ref: 'Name' } }), topic({ TopicName: '${Name}' }));

    expect(changed).toMatchObject({ action: 'change', logicalId: 'Topic', properties: [{ path: 'Properties/TopicName' }] });
  });

  it('ignores the order of keys', () => {
    const before = topic({ TopicName: 'a', Tag: { Key: 'k', Value: 'v' } });
    const after = topic({ Tag: { Value: 'v', Key: 'k' }, TopicName: 'a' });

    expect(comparedResources(before, after)).toEqual([]);
  });

  it('lists added, changed and removed properties', () => {
    const [changed] = comparedResources(topic({ Old: 'x', Same: [1], Value: '1' }), topic({ New: 'y', Same: [1], Value: '2' }));

    expect(changed?.properties).toEqual([
      { path: 'Properties/Old', before: 'x', after: undefined, replaces: false },
      { path: 'Properties/Value', before: '1', after: '2', replaces: false },
      { path: 'Properties/New', before: undefined, after: 'y', replaces: false },
    ]);
  });
});
