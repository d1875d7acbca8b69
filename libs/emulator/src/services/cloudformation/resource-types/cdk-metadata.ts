import type { ResourceType } from './resource-type.ts';

/** Metadata of the CDK in a template. It is nothing but a note. */
export const cdkMetadata: ResourceType = {
  typeName: 'AWS::CDK::Metadata',
  properties: { Analytics: 'string' },
  required: [],
  createOnly: [],
  attributes: [],
  create: async (_properties, context) => ({ physicalId: context.generatedName, attributes: {} }),
  update: async (state) => state,
  delete: async () => {},
};
