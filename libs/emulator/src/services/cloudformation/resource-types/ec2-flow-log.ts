import { ignoreNotFound } from '../failure-reason.ts';
import { tagSpecifications, updateEc2Tags } from './ec2-tags.ts';
import { TAGS } from './property-shape.ts';
import type { ResourceType } from './resource-type.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-flowlog.html */
export const ec2FlowLog: ResourceType = {
  typeName: 'AWS::EC2::FlowLog',
  properties: {
    DeliverCrossAccountRole: 'notServed',
    DeliverLogsPermissionArn: 'string',
    DestinationOptions: 'notServed',
    LogDestination: 'string',
    LogDestinationType: 'string',
    LogFormat: 'string',
    LogGroupName: 'string',
    MaxAggregationInterval: 'integer',
    ResourceId: 'string',
    ResourceType: 'string',
    Tags: TAGS,
    TrafficType: 'string',
  },
  required: ['ResourceId', 'ResourceType'],
  createOnly: [
    'DeliverLogsPermissionArn',
    'LogDestination',
    'LogDestinationType',
    'LogFormat',
    'LogGroupName',
    'MaxAggregationInterval',
    'ResourceId',
    'ResourceType',
    'TrafficType',
  ],
  attributes: ['Id'],
  create: async (properties, context) => {
    const { ResourceId, Tags, ...settings } = properties;
    const {
      FlowLogIds: [id],
    } = await context.call<{ FlowLogIds: [string] }>('ec2', 'CreateFlowLogs', {
      ...settings,
      ResourceIds: [ResourceId],
      ...tagSpecifications('vpc-flow-log', Tags, context),
    });
    return { physicalId: id, attributes: { Id: id } };
  },
  update: async (state, properties, _before, context) => {
    await updateEc2Tags(state.physicalId, properties['Tags'], context);
    return state;
  },
  delete: async ({ physicalId }, _properties, context) => {
    await ignoreNotFound(context.call('ec2', 'DeleteFlowLogs', { FlowLogIds: [physicalId] }));
  },
};
