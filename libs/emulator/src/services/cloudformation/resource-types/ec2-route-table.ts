import { ignoreNotFound } from '../failure-reason.ts';
import { tagSpecifications, updateEc2Tags } from './ec2-tags.ts';
import { TAGS } from './property-shape.ts';
import type { ResourceType } from './resource-type.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-routetable.html */
export const ec2RouteTable: ResourceType = {
  typeName: 'AWS::EC2::RouteTable',
  properties: { Tags: TAGS, VpcId: 'string' },
  required: ['VpcId'],
  createOnly: ['VpcId'],
  attributes: ['RouteTableId'],
  create: async (properties, context) => {
    const { RouteTable } = await context.call<{ RouteTable: { RouteTableId: string } }>('ec2', 'CreateRouteTable', {
      VpcId: properties['VpcId'],
      ...tagSpecifications('route-table', properties['Tags'], context),
    });
    return { physicalId: RouteTable.RouteTableId, attributes: { RouteTableId: RouteTable.RouteTableId } };
  },
  update: async (state, properties, _before, context) => {
    await updateEc2Tags(state.physicalId, properties['Tags'], context);
    return state;
  },
  delete: async ({ physicalId }, _properties, context) => {
    await ignoreNotFound(context.call('ec2', 'DeleteRouteTable', { RouteTableId: physicalId }));
  },
};

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-subnetroutetableassociation.html */
export const ec2SubnetRouteTableAssociation: ResourceType = {
  typeName: 'AWS::EC2::SubnetRouteTableAssociation',
  properties: { RouteTableId: 'string', SubnetId: 'string' },
  required: ['RouteTableId', 'SubnetId'],
  createOnly: ['RouteTableId', 'SubnetId'],
  attributes: ['Id'],
  create: async ({ RouteTableId, SubnetId }, context) => {
    const { AssociationId } = await context.call<{ AssociationId: string }>('ec2', 'AssociateRouteTable', {
      RouteTableId,
      SubnetId,
    });
    return { physicalId: AssociationId, attributes: { Id: AssociationId } };
  },
  update: async (state) => state,
  delete: async ({ physicalId }, _properties, context) => {
    await ignoreNotFound(context.call('ec2', 'DisassociateRouteTable', { AssociationId: physicalId }));
  },
};
