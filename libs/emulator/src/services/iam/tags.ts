/** A tag as IAM's API has it. */
export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** Tags with others put over them: a key that is there gets the new value. Keys are told apart without regard to case. */
export function withTags(
  tags: readonly Tag[],
  added: readonly { Key?: string | undefined; Value?: string | undefined }[],
): Tag[] {
  const result = new Map(tags.map((tag) => [tag.Key.toLowerCase(), tag]));
  for (const { Key = '', Value = '' } of added) result.set(Key.toLowerCase(), { Key, Value });
  return [...result.values()];
}

/** Tags without those keys. */
export function withoutTags(tags: readonly Tag[], keys: readonly string[]): Tag[] {
  const gone = new Set(keys.map((key) => key.toLowerCase()));
  return tags.filter(({ Key }) => !gone.has(Key.toLowerCase()));
}
