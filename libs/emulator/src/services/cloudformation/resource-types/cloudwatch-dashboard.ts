import { ignoreNotFound } from '../failure-reason.ts';
import { refuseExisting } from './existing.ts';
import { TAGS } from './property-shape.ts';
import { mergedTags, type ResourceType } from './resource-type.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-dashboard.html */
export const cloudWatchDashboard: ResourceType = {
  typeName: 'AWS::CloudWatch::Dashboard',
  properties: { DashboardBody: 'string', DashboardName: 'string', Tags: TAGS },
  required: ['DashboardBody'],
  createOnly: ['DashboardName'],
  nameProperty: 'DashboardName',
  generatedName: { maximumLength: 255 },
  attributes: [],
  create: async (properties, context) => {
    const DashboardName = String(properties['DashboardName'] ?? context.generatedName);
    if (properties['DashboardName'] !== undefined) {
      await refuseExisting(context, DashboardName, ['cloudwatch', 'GetDashboard', { DashboardName }]);
    }
    await context.call('cloudwatch', 'PutDashboard', {
      DashboardName,
      DashboardBody: properties['DashboardBody'],
      Tags: mergedTags(properties['Tags'], context),
    });
    return { physicalId: DashboardName, attributes: {} };
  },
  update: async (state, properties, _before, context) => {
    await context.call('cloudwatch', 'PutDashboard', {
      DashboardName: state.physicalId,
      DashboardBody: properties['DashboardBody'],
      Tags: mergedTags(properties['Tags'], context),
    });
    return state;
  },
  delete: async ({ physicalId }, _properties, context) => {
    await ignoreNotFound(context.call('cloudwatch', 'DeleteDashboards', { DashboardNames: [physicalId] }));
  },
};
