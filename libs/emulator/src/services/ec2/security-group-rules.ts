import { AwsError } from '../../core/aws-error.ts';
import type { Call } from '../../core/service.ts';
import type { RecordStore } from './record-store.ts';

/** The lists of a permission's peers, and the member that identifies a peer of the list. */
const PEERS = {
  IpRanges: 'CidrIp',
  Ipv6Ranges: 'CidrIpv6',
  UserIdGroupPairs: 'GroupId',
  PrefixListIds: 'PrefixListId',
} as const;

type PeerList = keyof typeof PEERS;

const PEER_LISTS = Object.keys(PEERS) as readonly PeerList[];

/** A protocol and ports, with the peers that they are open to: one rule for each peer. */
interface Permission extends Partial<Record<PeerList, readonly Readonly<Record<string, unknown>>[]>> {
  readonly IpProtocol?: string;
  readonly FromPort?: number;
  readonly ToPort?: number;
}

type Direction = 'IpPermissions' | 'IpPermissionsEgress';

/** The members that name a security group and rules of it: a list, or one rule by itself. */
export interface RulesInput extends Permission {
  readonly GroupId?: string;
  readonly CidrIp?: string;
  readonly IpPermissions?: readonly Permission[];
}

/** The rule of a new security group: all traffic may leave. */
export const ALL_OUT: Permission = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };

/** Adds rules to a security group. @throws AwsError `InvalidGroup.NotFound`, `InvalidPermission.Duplicate` */
export function addRules(records: RecordStore, input: RulesInput, direction: Direction, call: Call): RulesOutput {
  return changePermissions(records, input, direction, call, (present, given) => {
    const keys = new Set(present.flatMap(rulesOf).map(ruleKey));
    const twice = given.flatMap(rulesOf).find((rule) => keys.has(ruleKey(rule)));
    if (twice !== undefined)
      throw new AwsError({
        code: 'InvalidPermission.Duplicate',
        message: `the specified rule "peer: ${twice.IpRanges?.[0]?.['CidrIp'] ?? ''}, ${twice.IpProtocol}, from port: ${twice.FromPort}, to port: ${twice.ToPort}, ALLOW" already exists`,
      });
    return [...present, ...given];
  });
}

/** Removes rules from a security group, and ignores those that it does not have. @throws AwsError `InvalidGroup.NotFound` */
export function removeRules(records: RecordStore, input: RulesInput, direction: Direction, call: Call): RulesOutput {
  return changePermissions(records, input, direction, call, (present, given) => {
    const keys = new Set(given.flatMap(rulesOf).map(ruleKey));
    return present.flatMap((permission) => {
      const rules = rulesOf(permission);
      const left = rules.filter((rule) => !keys.has(ruleKey(rule)));
      if (left.length === rules.length) return [permission];
      return left.length === 0 ? [] : [permissionOf(left)];
    });
  });
}

interface RulesOutput {
  readonly Return: boolean;
}

function changePermissions(
  records: RecordStore,
  input: RulesInput,
  direction: Direction,
  call: Call,
  change: (present: readonly Permission[], given: readonly Permission[]) => readonly Permission[],
): RulesOutput {
  const group = records.get('security-group', input.GroupId, call);
  const present = (group.value[direction] ?? []) as readonly Permission[];
  const value = { ...group.value, [direction]: change(present, permissionsOf(input)) };
  records.put({ ...group, value }, call);
  return { Return: true };
}

/** The permissions of a request. */
function permissionsOf({ IpPermissions, CidrIp, IpProtocol, FromPort, ToPort }: RulesInput): Permission[] {
  const all = IpPermissions ?? [
    {
      ...(IpProtocol === undefined ? {} : { IpProtocol }),
      ...(FromPort === undefined ? {} : { FromPort }),
      ...(ToPort === undefined ? {} : { ToPort }),
      ...(CidrIp === undefined ? {} : { IpRanges: [{ CidrIp }] }),
    },
  ];
  return all.map((each) => ({ ...each }));
}

/** The rules of a permission: permissions with one peer. A permission without peers is a rule by itself. */
function rulesOf(permission: Permission): Permission[] {
  const { IpRanges: _ip, Ipv6Ranges: _ipv6, UserIdGroupPairs: _groups, PrefixListIds: _lists, ...ports } = permission;
  const rules = PEER_LISTS.flatMap((list) => (permission[list] ?? []).map((peer) => ({ ...ports, [list]: [peer] })));
  return rules.length === 0 ? [permission] : rules;
}

/** Joins rules of the same protocol and ports to one permission. */
function permissionOf(rules: readonly Permission[]): Permission {
  const peers = PEER_LISTS.map((list) => [list, rules.flatMap((rule) => rule[list] ?? [])] as const);
  return { ...rules[0], ...Object.fromEntries(peers.filter(([, { length }]) => length > 0)) };
}

/** Identifies a rule by its protocol, ports and peer. Rules with the same key are duplicates, whatever their descriptions. */
function ruleKey(rule: Permission): string {
  // A rule for all protocols covers all ports.
  const ports = rule.IpProtocol === '-1' ? [] : [rule.FromPort, rule.ToPort];
  return JSON.stringify([rule.IpProtocol, ports, PEER_LISTS.map((list) => rule[list]?.[0]?.[PEERS[list]])]);
}
