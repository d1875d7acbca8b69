import type { NetworkRecord } from './record-store.ts';

/** A filter of a Describe operation. */
export interface Filter {
  readonly Name?: string;
  readonly Values?: readonly string[];
}

/** Filters whose names are not those of the members in kebab case. */
const MEMBERS: Readonly<Record<string, string>> = {
  cidr: 'CidrBlock',
  'cidr-block': 'CidrBlock',
  'group-id': 'GroupId',
  'resource-id': 'ResourceId',
};

/** True where a record passes all filters: `vpc-id`, `tag:Name`, `tag-key`, or any other member by its name. */
export function passes({ value, tags }: NetworkRecord, filters: readonly Filter[] = []): boolean {
  return filters.every(({ Name = '', Values = [] }) => {
    const found = Name.startsWith('tag:')
      ? tags.filter(({ Key }) => Key === Name.slice(4)).map(({ Value }) => Value)
      : Name === 'tag-key'
        ? tags.map(({ Key }) => Key)
        : valuesOf(value, MEMBERS[Name] ?? memberName(Name));
    return Values.some((wanted) => found.some((each) => isLike(each, wanted)));
  });
}

function memberName(filter: string): string {
  return filter
    .split('-')
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('')
    .replace('.', '');
}

function valuesOf(value: NetworkRecord['value'], name: string): string[] {
  if (name.startsWith('Association')) {
    const member = name.slice('Association'.length).replace(/^\./u, '');
    const associations = (value['Associations'] ?? []) as readonly Record<string, unknown>[];
    return associations.map((each) => String(each[memberName(member)] ?? each[member] ?? ''));
  }
  const found = value[name];
  return found === undefined ? [] : [found].flat().map(String);
}

/** `*` and `?` are wildcards. */
function isLike(text: string, pattern: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/gu, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`).test(text);
}
