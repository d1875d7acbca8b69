import type { ContextKeys, ContextValue } from '@stepmaker/iam-policy';
import type { ConditionFacts } from '../core/permission-rules.ts';
import type { ServiceCatalogue } from '../core/service-catalogue.ts';
import { type ListedTag, tagsFromList } from '../core/tags.ts';
import { valuesAt } from './input-path.ts';
import { permissionsOf } from './needed-permissions.ts';

/** Sources of the condition keys of a request. */
export interface CallFacts extends ConditionFacts {
  readonly region: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Keys and values that the request brings along, in lower case, e.g. `iam:passedtoservice`. */
  readonly extra: Readonly<Record<string, ContextValue>>;
  /** Tags of the resource, by key. */
  readonly resourceTags: () => Readonly<Record<string, string>> | undefined;
  /** Tags of the role and its session, by key. */
  readonly principalTags: () => Readonly<Record<string, string>>;
}

/**
 * The condition keys of a request, each worked out when a policy asks for it. Requests over loopback HTTP count as secure transport: they
 * do not leave this machine.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function callContext(catalogue: ServiceCatalogue, facts: CallFacts): ContextKeys {
  return (key) => facts.extra[key] ?? globalKey(key, facts) ?? catalogue.conditionKey(key)?.(facts) ?? memberKey(key, facts);
}

function globalKey(key: string, facts: CallFacts): ContextValue {
  const { caller } = facts;
  switch (key) {
    case 'aws:currenttime':
      return new Date(facts.now).toISOString();
    case 'aws:epochtime':
      return String(Math.floor(facts.now / 1000));
    case 'aws:principalaccount':
      return caller.type === 'service' ? undefined : caller.account;
    case 'aws:principalarn':
      return caller.type === 'service' ? undefined : caller.type === 'assumed-role' ? caller.roleArn : caller.arn;
    case 'aws:principalisawsservice':
      return String(caller.type === 'service');
    case 'aws:principalservicename':
      return caller.type === 'service' ? caller.service : undefined;
    case 'aws:principaltype':
      return caller.type === 'service' ? undefined : caller.type === 'root' ? 'Account' : 'AssumedRole';
    case 'aws:requestedregion':
      return facts.region;
    case 'aws:resourceaccount':
      return facts.resource.split(':')[4] || facts.account;
    case 'aws:securetransport':
      return 'true';
    case 'aws:sourceaccount':
      return caller.type === 'service' ? caller.sourceAccount : undefined;
    case 'aws:sourcearn':
      return caller.type === 'service' ? caller.sourceArn : undefined;
    case 'aws:tagkeys': {
      const tags = requestTags(facts);
      return tags === undefined ? undefined : Object.keys(tags);
    }
    case 'aws:viaawsservice':
      return 'false';
    default:
      return tagKey(key, facts);
  }
}

/** `aws:RequestTag/…`, `aws:ResourceTag/…` and `aws:PrincipalTag/…`; a service has the second under its own name, too. */
function tagKey(key: string, facts: CallFacts): ContextValue {
  const match = /^[a-z0-9-]+:(requesttag|resourcetag|principaltag|existingobjecttag|requestobjecttag)\/(.+)$/u.exec(key);
  if (match === null) return undefined;
  const [, kind, name = ''] = match;
  const tags =
    kind === 'requesttag' || kind === 'requestobjecttag'
      ? requestTags(facts)
      : kind === 'principaltag'
        ? facts.principalTags()
        : facts.resourceTags();
  return Object.entries(tags ?? {}).find(([tag]) => tag.toLowerCase() === name)?.[1];
}

/** The tags in an input, however its service writes them; undefined where there are none. */
function requestTags({ call }: CallFacts): Readonly<Record<string, string>> | undefined {
  const given = call?.input['Tags'] ?? call?.input['tags'] ?? call?.input['Tagging'];
  if (given === undefined || given === null) return undefined;
  if (typeof given === 'string') return Object.fromEntries(new URLSearchParams(given));
  if (!Array.isArray(given)) return given as Readonly<Record<string, string>>;
  return tagsFromList(given as readonly ListedTag[]);
}

/** A key that is read from members of the input, by `models/<service>.permissions.json`. */
function memberKey(key: string, { call }: CallFacts): ContextValue {
  if (call === undefined) return undefined;
  const { keys } = permissionsOf(call.service);
  const name = Object.keys(keys).find((candidate) => candidate.toLowerCase() === key);
  if (name === undefined) return undefined;
  const paths = keys[name] ?? [];
  const values = paths.flatMap((path) => valuesAt(call.input, path));
  if (values.length === 0) return undefined;
  return paths.some((path) => path.includes('[]')) ? values : values[0];
}
