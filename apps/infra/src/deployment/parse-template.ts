import type { TemplateDocument } from '@stepmaker/stack-deployer';
import { isScalar, type Node, Pair, parseDocument, Scalar, visit, YAMLMap } from 'yaml';

/**
 * Reads a CloudFormation template: JSON, or YAML with the short forms of intrinsic functions, as the AWS CLI deploys it.
 *
 * @throws Error when the text is neither
 */
export function parseTemplate(text: string): TemplateDocument {
  try {
    return JSON.parse(text);
  } catch {
    return parseYaml(text);
  }
}

/** Parses YAML. A short form such as `!Sub text` becomes the mapping that it stands for. */
function parseYaml(text: string): TemplateDocument {
  // The parser warns about tags that it does not know. It keeps them on the nodes.
  const document = parseDocument(text, { logLevel: 'error' });
  if (document.errors[0]) throw document.errors[0];
  visit(document, { Value: (_key, node) => longForm(node) });
  return document.toJS();
}

/** The mapping that a node with a short form stands for. Undefined when the node has none. */
function longForm(node: Node & { tag?: string }): YAMLMap | undefined {
  const [, form] = /^!(\w+)$/.exec(node.tag ?? '') ?? [];
  if (form === undefined) return undefined;
  delete node.tag;
  const mapping = new YAMLMap();
  mapping.items.push(new Pair(new Scalar(/^(Ref|Condition)$/.test(form) ? form : `Fn::${form}`), argumentOf(form, node)));
  return mapping;
}

/** The argument of a short form. `!GetAtt Resource.Attribute` has the name of the attribute after the first dot. */
function argumentOf(form: string, node: Node): unknown {
  if (form !== 'GetAtt' || !isScalar(node)) return node;
  const text = String(node.value);
  const dot = text.indexOf('.');
  return [text.slice(0, dot), text.slice(dot + 1)];
}
