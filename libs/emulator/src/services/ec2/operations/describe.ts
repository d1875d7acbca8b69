import type { OperationHandler } from '../../../core/service.ts';
import { type Filter, passes } from '../filters.ts';
import type { Kind, NetworkRecord, RecordStore, Tag } from '../record-store.ts';
import { zoneId, zonesOf } from './subnets.ts';

type DescribeInput = Readonly<Record<string, unknown>> & {
  readonly Filters?: readonly Filter[];
  readonly Filter?: readonly Filter[];
};

/** Operation, kind, the member that names ids, and the member of the output. */
const DESCRIBED: readonly (readonly [operation: string, kind: Kind, ids: string, output: string])[] = [
  ['DescribeFlowLogs', 'flow-log', 'FlowLogIds', 'FlowLogs'],
  ['DescribeRouteTables', 'route-table', 'RouteTableIds', 'RouteTables'],
  ['DescribeSecurityGroups', 'security-group', 'GroupIds', 'SecurityGroups'],
  ['DescribeSubnets', 'subnet', 'SubnetIds', 'Subnets'],
  ['DescribeVpcEndpoints', 'vpc-endpoint', 'VpcEndpointIds', 'VpcEndpoints'],
  ['DescribeVpcs', 'vpc', 'VpcIds', 'Vpcs'],
];

const REGIONS = ['ap-northeast-1', 'ap-southeast-2', 'eu-central-1', 'eu-west-1', 'us-east-1', 'us-east-2', 'us-west-2'];

/** Operations that show what there is, and those on tags. */
export function describeOperations(records: RecordStore): Record<string, OperationHandler> {
  const operations: Record<string, OperationHandler> = {};
  for (const [operation, kind, idsMember, output] of DESCRIBED) {
    operations[operation] = (input: DescribeInput, call) => {
      const ids = input[idsMember] as readonly string[] | undefined;
      const named = ids?.length ? ids.map((id) => records.get(kind, id, call)) : records.list(kind, call);
      return { [output]: named.filter((record) => passes(record, input.Filters ?? input.Filter)).map(shape) };
    };
  }
  return {
    ...operations,
    CreateTags: ({ Resources = [], Tags = [] }: { Resources?: readonly string[]; Tags?: readonly Tag[] }, call) => {
      for (const id of Resources) {
        const record = records.find(id, call);
        if (record === undefined) continue;
        const kept = record.tags.filter(({ Key }) => !Tags.some((tag) => tag.Key === Key));
        records.put({ ...record, tags: [...kept, ...Tags] }, call);
      }
    },
    DeleteTags: ({ Resources = [], Tags = [] }: { Resources?: readonly string[]; Tags?: readonly Partial<Tag>[] }, call) => {
      for (const id of Resources) {
        const record = records.find(id, call);
        if (record === undefined) continue;
        const isGone = (tag: Tag): boolean =>
          Tags.length === 0 || Tags.some(({ Key, Value }) => Key === tag.Key && (Value === undefined || Value === tag.Value));
        records.put({ ...record, tags: record.tags.filter((tag) => !isGone(tag)) }, call);
      }
    },
    DescribeTags: ({ Filters = [] }: DescribeInput, call) => {
      const wanted = (name: string, value: string): boolean =>
        Filters.filter(({ Name }) => Name === name).every(({ Values = [] }) => Values.includes(value));
      const all = records
        .all(call)
        .flatMap(({ id, kind, tags }) => tags.map((tag) => ({ ...tag, ResourceId: id, ResourceType: kind })));
      return {
        Tags: all.filter(
          ({ Key, Value, ResourceId, ResourceType }) =>
            wanted('resource-id', ResourceId) &&
            wanted('resource-type', ResourceType) &&
            wanted('key', Key) &&
            wanted('value', Value),
        ),
      };
    },
    DescribeAvailabilityZones: (_input, { region }) => ({
      AvailabilityZones: zonesOf(region).map((ZoneName) => ({
        ZoneName,
        ZoneId: zoneId(ZoneName),
        RegionName: region,
        State: 'available',
        OptInStatus: 'opt-in-not-required',
        ZoneType: 'availability-zone',
        GroupName: `${region}-zg-1`,
        NetworkBorderGroup: region,
        Messages: [],
      })),
    }),
    DescribeRegions: ({ RegionNames }: { RegionNames?: readonly string[] }, { region }) => ({
      Regions: [...new Set([region, ...REGIONS])]
        .filter((name) => RegionNames === undefined || RegionNames.length === 0 || RegionNames.includes(name))
        .map((RegionName) => ({ RegionName, Endpoint: `ec2.${RegionName}.amazonaws.com`, OptInStatus: 'opt-in-not-required' })),
    }),
    DescribeNetworkAcls: () => ({ NetworkAcls: [] }),
    DescribeNetworkInterfaces: () => ({ NetworkInterfaces: [] }),
    DescribePrefixLists: (_input, { region }) => ({
      PrefixLists: [{ PrefixListId: 'pl-63a5400a', PrefixListName: `com.amazonaws.${region}.s3`, Cidrs: ['52.216.0.0/15'] }],
    }),
    DescribeAccountAttributes: () => ({
      AccountAttributes: [
        { AttributeName: 'supported-platforms', AttributeValues: [{ AttributeValue: 'VPC' }] },
        { AttributeName: 'default-vpc', AttributeValues: [{ AttributeValue: 'none' }] },
      ],
    }),
  };
}

function shape({ value, tags }: NetworkRecord): object {
  const createdAt = value['createdAt'];
  const created =
    createdAt === undefined ? {} : { CreationTimestamp: new Date(Number(createdAt)), CreationTime: new Date(Number(createdAt)) };
  return { ...value, ...created, Tags: tags };
}
