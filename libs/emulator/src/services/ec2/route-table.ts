import type { Call } from '../../core/service.ts';
import type { NetworkRecord } from './record-store.ts';

/** An association of a route table, with a subnet or as the main table of its VPC. */
export interface Association {
  readonly RouteTableAssociationId: string;
  readonly RouteTableId: string;
  readonly SubnetId?: string;
  readonly Main: boolean;
}

/** The associations of a route table with subnets. */
export function associationsOf({ value }: NetworkRecord): readonly Association[] {
  return (value['Associations'] ?? []) as readonly Association[];
}

/** A new route table, with the one route that every table has: within the VPC. */
export function tableOf(id: string, VpcId: string, block: string, { account }: Call): Record<string, unknown> {
  const local = { DestinationCidrBlock: block, GatewayId: 'local', Origin: 'CreateRouteTable', State: 'active' };
  return { RouteTableId: id, VpcId, OwnerId: account, Routes: [local], Associations: [], PropagatingVgws: [] };
}
