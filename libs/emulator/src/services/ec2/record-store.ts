import { randomBytes } from 'node:crypto';
import { AwsError } from '../../core/aws-error.ts';
import type { Call } from '../../core/service.ts';
import type { Collection, Store } from '../../core/store.ts';
import type { Tag } from '../../core/tags.ts';

/** The kinds of things of a network, and how their ids begin. */
export const KINDS = {
  'flow-log': 'fl',
  'route-table': 'rtb',
  'security-group': 'sg',
  subnet: 'subnet',
  vpc: 'vpc',
  'vpc-endpoint': 'vpce',
} as const;

/** A kind of thing. */
export type Kind = keyof typeof KINDS;

/** A thing of a network as it is kept: in the API's shape, without its tags. */
export interface NetworkRecord {
  readonly id: string;
  readonly kind: Kind;
  readonly value: Readonly<Record<string, unknown>>;
  readonly tags: readonly Tag[];
}

/** Fields of a new record. */
export interface TagSpecifications {
  readonly TagSpecifications?: readonly { readonly Tags?: readonly Tag[] }[];
}

/** The networks of all regions. */
export class RecordStore {
  readonly #records: Collection<NetworkRecord>;

  constructor(store: Store) {
    this.#records = store.collection('ec2.record');
  }

  /** Makes an id such as `vpc-0123456789abcdef0`. */
  newId(kind: Kind | 'rtbassoc' | 'sgr' | 'vpc-cidr-assoc'): string {
    const prefix = kind in KINDS ? KINDS[kind as Kind] : kind;
    return `${prefix}-0${randomBytes(8).toString('hex')}`;
  }

  add(
    kind: Kind,
    id: string,
    value: NetworkRecord['value'],
    { TagSpecifications = [] }: TagSpecifications,
    call: Call,
  ): NetworkRecord {
    const record = { id, kind, value, tags: TagSpecifications.flatMap(({ Tags = [] }) => Tags) };
    this.put(record, call);
    return record;
  }

  put(record: NetworkRecord, { region }: Call): void {
    this.#records.put(`${region}:${record.id}`, record);
  }

  find(id: string, { region }: Pick<Call, 'region'>): NetworkRecord | undefined {
    return this.#records.get(`${region}:${id}`);
  }

  /** @throws AwsError such as `InvalidVpcID.NotFound` */
  get(kind: Kind, id: string | undefined, call: Call): NetworkRecord {
    const record = this.find(id ?? '', call);
    if (record?.kind !== kind) throw notFound(kind, id ?? '');
    return record;
  }

  list(kind: Kind, { region }: Call): NetworkRecord[] {
    return this.#records
      .list({ prefix: `${region}:${KINDS[kind]}-` })
      .map(({ value }) => value)
      .filter((record) => record.kind === kind);
  }

  all({ region }: Call): NetworkRecord[] {
    return this.#records.list({ prefix: `${region}:` }).map(({ value }) => value);
  }

  delete(record: NetworkRecord, { region }: Call): void {
    this.#records.delete(`${region}:${record.id}`);
  }
}

const CODES: Readonly<Record<Kind, readonly [code: string, words: string]>> = {
  'flow-log': ['InvalidFlowLogId.NotFound', 'flow log ID'],
  'route-table': ['InvalidRouteTableID.NotFound', 'routeTable ID'],
  'security-group': ['InvalidGroup.NotFound', 'security group'],
  subnet: ['InvalidSubnetID.NotFound', 'subnet ID'],
  vpc: ['InvalidVpcID.NotFound', 'vpc ID'],
  'vpc-endpoint': ['InvalidVpcEndpointId.NotFound', 'Vpc Endpoint Id'],
};

function notFound(kind: Kind, id: string): AwsError {
  const [code, words] = CODES[kind];
  return new AwsError({ code, message: `The ${words} '${id}' does not exist` });
}

/** Something stands in the way of a deletion. */
export function dependencyViolation(what: string): AwsError {
  return new AwsError({ code: 'DependencyViolation', message: `${what} has dependencies and cannot be deleted.` });
}
