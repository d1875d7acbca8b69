import { Document, isCollection, isMap, isScalar, Scalar, visit, type YAMLMap } from 'yaml';
import { HEADER, RESOURCE_COMMENTS } from './comments.ts';
import { templateNode } from './template-node.ts';

/** From this depth on, collections are written on one line: a policy's `Statement` has the depth 5, a resource 2. */
const FLOW_DEPTH = 5;

/** From this depth on, collections are written on one line where that is short: a resource's `Tags`, a mapping's values. */
const SHORT_FLOW_DEPTH = 3;

/** Length of a short line, in characters of JSON. */
const SHORT_LENGTH = 120;

/**
 * A CloudFormation template as YAML for readers: short forms of the functions, an empty line between sections and between resources, and a
 * comment above the resources that need one. The inner parts are on one line, so that the template stays below CloudFormation's limit.
 *
 * @param template the template as the CDK app writes it
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
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
  writeInnerPartsOnOneLine(root);
  // Version 1.1 is what CloudFormation reads: what it would take for a date or a boolean is quoted.
  const document = new Document(root, { version: '1.1' });
  document.commentBefore = HEADER;
  return document.toString({ lineWidth: 0, indentSeq: false, flowCollectionPadding: false });
}

function writeInnerPartsOnOneLine(root: YAMLMap): void {
  visit(root, {
    Collection(_, node, path) {
      const depth = path.filter(isCollection).length;
      const isShort = depth >= SHORT_FLOW_DEPTH && JSON.stringify(node).length <= SHORT_LENGTH;
      if (depth >= FLOW_DEPTH || isShort || path.some((parent) => isCollection(parent) && parent.flow)) node.flow = true;
    },
    Scalar(_, node, path) {
      if (path.some((parent) => isCollection(parent) && parent.flow)) node.type = Scalar.PLAIN;
    },
  });
}
