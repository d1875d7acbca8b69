import { Document, isMap, isScalar, type YAMLMap } from 'yaml';
import { HEADER, RESOURCE_COMMENTS } from './comments.ts';
import { templateNode } from './template-node.ts';

/**
 * A CloudFormation template as YAML that people read: short forms of the functions, sections apart, a word above the resources that need one.
 *
 * @param template the template as the CDK app writes it
 */
export function renderTemplate(template: object): string {
  const root = templateNode({ AWSTemplateFormatVersion: '2010-09-09', ...template }) as YAMLMap;
  for (const { key } of root.items.slice(1)) if (isScalar(key)) key.spaceBefore = true;
  const resources = root.get('Resources');
  if (isMap(resources)) {
    for (const { key } of resources.items) {
      if (!isScalar(key)) continue;
      const comment = RESOURCE_COMMENTS[String(key.value)];
      if (comment !== undefined) key.commentBefore = ` ${comment}`;
      key.spaceBefore = key !== resources.items[0]?.key;
    }
  }
  // Version 1.1 is what CloudFormation reads: what it would take for a date or a boolean is quoted.
  const document = new Document(root, { version: '1.1' });
  document.commentBefore = HEADER;
  return document.toString({ lineWidth: 0, indentSeq: false, flowCollectionPadding: false });
}
