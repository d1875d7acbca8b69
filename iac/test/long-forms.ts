import { isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';

/** A published template as CloudFormation understands it: `!GetAtt Bucket.Arn` is `{ "Fn::Sub": "${Bucket.Arn}" }`, as the CDK app writes it. */
export function withLongForms(text: string): Record<string, unknown> {
  return longForm(parseDocument(text, { logLevel: 'error' }).contents as Node) as Record<string, unknown>;
}

function longForm(node: Node): unknown {
  const plain = withoutTag(node);
  const { tag } = node;
  if (tag === undefined || !/^!\w/.test(tag)) return plain;
  if (tag === '!Ref') return { Ref: plain };
  if (tag === '!GetAtt') return { 'Fn::Sub': `\${${plain}}` };
  return { [`Fn::${tag.slice(1)}`]: plain };
}

function withoutTag(node: Node): unknown {
  if (isMap(node)) {
    return Object.fromEntries(
      node.items.map(({ key, value }) => [String((key as Node & { value: unknown }).value), longForm(value as Node)]),
    );
  }
  if (isSeq(node)) return node.items.map((item) => longForm(item as Node));
  return isScalar(node) ? node.value : undefined;
}
