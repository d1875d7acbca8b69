import type { Caller } from '../core/caller.ts';
import type { ServiceId } from '../core/service.ts';
import type { ContextKeys, ContextValue } from '../iam-policy/context-keys.ts';
import { isGiven, valuesAt } from './input-path.ts';
import { authorizationOf } from './needed-permissions.ts';

/** What the condition keys of a request are read from. */
export interface CallFacts {
  readonly caller: Caller;
  readonly region: string;
  readonly account: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly resource: string;
  /** Keys and values that the request brings along, in lower case, e.g. `iam:passedtoservice`. */
  readonly extra: Readonly<Record<string, ContextValue>>;
  /** The call, where there is one: an action may also be decided without. */
  readonly call?: { readonly service: ServiceId; readonly operation: string; readonly input: Readonly<Record<string, unknown>> };
  /** Tags of the resource, by key. */
  readonly resourceTags: () => Readonly<Record<string, string>> | undefined;
  /** Tags of the role and its session, by key. */
  readonly principalTags: () => Readonly<Record<string, string>>;
}

/**
 * The condition keys of a request, each worked out when a policy asks for it. Requests over loopback HTTP count as secure transport: no
 * one but this machine can hear them.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function callContext(facts: CallFacts): ContextKeys {
  return (key) => facts.extra[key] ?? globalKey(key, facts) ?? serviceKey(key, facts);
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
    case 's3:resourceaccount':
      return facts.resource.split(':')[4] || facts.account;
    case 'aws:securetransport':
      return 'true';
    case 'aws:sourceaccount':
      return caller.type === 'service' ? caller.sourceAccount : undefined;
    case 'aws:sourcearn':
      return caller.type === 'service' ? caller.sourceArn : undefined;
    case 'aws:sourceowner':
      // Set by CloudWatch's alarms only; what the default policy of a topic asks for.
      return caller.type === 'service' && caller.service === 'cloudwatch.amazonaws.com' ? caller.sourceAccount : undefined;
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
  return Object.fromEntries(
    (given as Readonly<Record<string, string>>[]).map(({ Key, key, Value, value }) => [Key ?? key ?? '', Value ?? value ?? '']),
  );
}

/** Listings without a prefix or delimiter have an empty one. */
const EMPTY_WHERE_ABSENT: ReadonlySet<string> = new Set(['s3:prefix', 's3:delimiter']);

/** A key of the service's own, by the table in `models/authorization.json`. */
function serviceKey(key: string, { call, resource }: CallFacts): ContextValue {
  if (key === 'lambda:functionarn') return resource.includes(':function:') ? resource : undefined;
  if (call === undefined) return undefined;
  const keys = authorizationOf(call.service)?.keys ?? {};
  const name = Object.keys(keys).find((candidate) => candidate.toLowerCase() === key);
  if (name === undefined) return undefined;
  const paths = keys[name] ?? [];
  const values = paths.flatMap((path) => {
    const [member = '', form] = path.split('|');
    const found = valuesAt(call.input, member);
    return form === 'qualifier' ? found.flatMap((arn) => arn.split(':').slice(7, 8)) : found;
  });
  if (values.length === 0) return EMPTY_WHERE_ABSENT.has(key) && call.operation.startsWith('List') ? '' : undefined;
  return paths.some((path) => path.includes('[]')) && isGiven(call.input, (paths[0] ?? '').replace(/\[\].*$/u, ''))
    ? values
    : values[0];
}
