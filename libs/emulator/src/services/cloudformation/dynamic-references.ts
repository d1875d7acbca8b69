import { isObject, type Json } from './template/json.ts';
import { validationError } from './template/validation-error.ts';

const REFERENCE = /\{\{resolve:([a-z-]+):([^{}]+)\}\}/g;

/**
 * Replaces the dynamic references to Systems Manager in a value.
 *
 * @param read reads a parameter by its name, with `:version` where one is given
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
export async function resolveDynamicReferences(value: Json, read: (name: string) => Promise<string>): Promise<Json> {
  if (typeof value === 'string') {
    if (!value.includes('{{resolve:')) return value;
    let text = value;
    for (const [reference, service, name = ''] of value.matchAll(REFERENCE)) {
      if (service !== 'ssm' && service !== 'ssm-secure') {
        throw validationError(`Dynamic references to ${service} are not served by the embedded AWS of Stepmaker`);
      }
      text = text.replace(reference, await read(name));
    }
    return text;
  }
  if (Array.isArray(value)) return Promise.all(value.map((item: Json) => resolveDynamicReferences(item, read)));
  if (!isObject(value)) return value;
  const members: Record<string, Json> = {};
  for (const [name, member] of Object.entries(value)) {
    if (member !== undefined) members[name] = await resolveDynamicReferences(member, read);
  }
  return members;
}
