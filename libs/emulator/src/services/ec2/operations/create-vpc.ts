import type { Call, OperationHandler } from '../../../core/service.ts';
import { parseBlock } from '../cidr.ts';
import { recordShape } from '../describe.ts';
import type { RecordStore, TagSpecifications } from '../record-store.ts';
import { tableOf } from '../route-table.ts';
import { addSecurityGroup } from '../security-group.ts';

/**
 * Creates a VPC with its main route table and default security group.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpc.html
 */
export function createVpc(
  records: RecordStore,
): OperationHandler<TagSpecifications & { readonly CidrBlock?: string; readonly InstanceTenancy?: string }, object> {
  return (input, call) => {
    const { CidrBlock = '', InstanceTenancy = 'default' } = input;
    parseBlock(CidrBlock, 'vpc');
    const id = records.newId('vpc');
    const block = { AssociationId: records.newId('vpc-cidr-assoc'), CidrBlock, CidrBlockState: { State: 'associated' } };
    const vpc = records.add(
      'vpc',
      id,
      {
        VpcId: id,
        CidrBlock,
        InstanceTenancy,
        OwnerId: call.account,
        State: 'available',
        IsDefault: false,
        DhcpOptionsId: 'default',
        CidrBlockAssociationSet: [block],
        enableDnsSupport: true,
        enableDnsHostnames: false,
      },
      input,
      call,
    );
    addMainTable(records, id, CidrBlock, call);
    addSecurityGroup(records, { GroupName: 'default', Description: 'default VPC security group', VpcId: id }, {}, call);
    return { Vpc: { ...recordShape(vpc), State: 'pending' } };
  };
}

function addMainTable(records: RecordStore, VpcId: string, block: string, call: Call): void {
  const id = records.newId('route-table');
  const association = {
    Main: true,
    RouteTableAssociationId: records.newId('rtbassoc'),
    RouteTableId: id,
    AssociationState: { State: 'associated' },
  };
  records.add('route-table', id, { ...tableOf(id, VpcId, block, call), Associations: [association], isMain: true }, {}, call);
}
