import { describe, expect, it } from 'vitest';
import { AwsError } from './aws-error.ts';
import { mergeTags, TagStore, type Tags, tagList, tagsFromList, withoutTags } from './tags.ts';

function storeOf(tags: Tags, rules?: ConstructorParameters<typeof TagStore>[1]): TagStore<string> {
  let kept = tags;
  return new TagStore<string>(
    () => ({
      tags: kept,
      save: (changed) => {
        kept = changed;
      },
    }),
    rules,
  );
}

describe('TagStore', () => {
  it('adds tags and replaces the values of known keys', () => {
    const store = storeOf({ team: 'a', stage: 'dev' });

    store.add('resource', { stage: 'prod', cost: '7' });

    expect(store.list('resource')).toEqual({ team: 'a', stage: 'prod', cost: '7' });
  });

  it('removes tags and ignores unknown keys', () => {
    const store = storeOf({ team: 'a', stage: 'dev' });

    store.remove('resource', ['team', 'absent']);

    expect(store.list('resource')).toEqual({ stage: 'dev' });
  });

  it('stores nothing where there would be too many tags', () => {
    const limitExceeded = (): AwsError => new AwsError({ code: 'TooManyTags', message: 'too many' });
    const store = storeOf({ a: '1' }, { max: 1, limitExceeded });

    expect(() => store.add('resource', { b: '2' })).toThrow('too many');
    expect(store.list('resource')).toEqual({ a: '1' });
  });
});

describe('mergeTags', () => {
  it('keeps keys of different case apart unless the service ignores case', () => {
    expect(mergeTags({ Team: 'a' }, { team: 'b' })).toEqual({ Team: 'a', team: 'b' });
    expect(mergeTags({ Team: 'a' }, { team: 'b' }, { ignoresCase: true })).toEqual({ team: 'b' });
    expect(withoutTags({ Team: 'a' }, ['TEAM'], { ignoresCase: true })).toEqual({});
  });

  it('treats __proto__ as any other key', () => {
    const tags = mergeTags(tagsFromList([{ Key: '__proto__', Value: 'x' }]), { constructor: 'y' });

    expect(tagList(tags)).toEqual([
      { Key: '__proto__', Value: 'x' },
      { Key: 'constructor', Value: 'y' },
    ]);
  });
});

describe('tagsFromList', () => {
  it('reads the three forms in which services list tags', () => {
    expect(tagsFromList([{ Key: 'a', Value: '1' }])).toEqual({ a: '1' });
    expect(tagsFromList([{ key: 'a', value: '1' }])).toEqual({ a: '1' });
    expect(tagsFromList([{ TagKey: 'a', TagValue: '1' }])).toEqual({ a: '1' });
    expect(tagsFromList(undefined)).toEqual({});
  });
});
