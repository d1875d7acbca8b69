import type { Tag } from '@aws-sdk/client-sfn';
import { tooManyTags } from './refusals.ts';

/** Tags as the store keeps them, from a request's list laid over former ones. @throws AwsError `TooManyTags` */
export function withTags(
  former: Readonly<Record<string, string>>,
  tags: readonly Tag[] | undefined,
): Readonly<Record<string, string>> {
  const merged = { ...former };
  for (const { key, value } of tags ?? []) if (key !== undefined) merged[key] = value ?? '';
  if (Object.keys(merged).length > 50) throw tooManyTags();
  return merged;
}

/** Tags as the API lists them. */
export function tagList(tags: Readonly<Record<string, string>>): Tag[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}
