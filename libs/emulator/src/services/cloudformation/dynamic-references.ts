import { isObject, type Json, membersOf } from './template/json.ts';
import type { Template } from './template/template.ts';
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
      if (service !== 'ssm') {
        throw validationError(`Dynamic references to ${service} are not served by the embedded AWS of Stepmaker`);
      }
      text = text.replace(reference, await read(name));
    }
    return text;
  }
  if (Array.isArray(value)) return Promise.all(value.map((item: Json) => resolveDynamicReferences(item, read)));
  if (!isObject(value)) return value;
  const members: Record<string, Json> = {};
  for (const [name, member] of membersOf(value)) members[name] = await resolveDynamicReferences(member, read);
  return members;
}

/**
 * Refuses references to secure strings. CloudFormation takes them in a few properties only, of types that are not served here.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-ssm-secure-strings.html
 * @throws AwsError `ValidationError` in AWS's words, naming each property
 */
export function refuseSecureReferences({ resources }: Pick<Template, 'resources'>): void {
  const places = Object.values(resources).flatMap(({ Type, Properties = {} }) =>
    secureReferencesIn(Properties, `${Type}/Properties`),
  );
  if (places.length > 0) throw validationError(`SSM Secure reference is not supported in: [${places.join(',')}]`);
}

/** The paths of the strings with references to secure strings; a function or a list belongs to the property that it gives a value to. */
function secureReferencesIn(value: Json | undefined, path: string): string[] {
  if (typeof value === 'string') return value.includes('{{resolve:ssm-secure:') ? [path] : [];
  if (Array.isArray(value)) return value.flatMap((item: Json) => secureReferencesIn(item, path));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    secureReferencesIn(member, /^(?:Fn::|Ref$)/u.test(name) ? path : `${path}/${name}`),
  );
}
