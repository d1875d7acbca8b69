import { Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';

/** Arguments of a function that fit on a line of this length are written on one line. */
const LINE_LENGTH = 110;

/** A part of a template as YAML, with CloudFormation's short forms of the intrinsic functions: `!Ref Bucket`. */
export function templateNode(value: unknown): Scalar | YAMLMap | YAMLSeq {
  if (Array.isArray(value)) return sequence(value);
  if (typeof value !== 'object' || value === null) return scalar(value);
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first !== undefined) {
    const [name, argument] = first;
    const tag = name === 'Ref' ? '!Ref' : name.startsWith('Fn::') ? `!${name.slice('Fn::'.length)}` : undefined;
    if (tag !== undefined) return intrinsic(tag, argument);
  }
  const map = new YAMLMap<Scalar, Scalar | YAMLMap | YAMLSeq>();
  for (const [key, member] of entries) map.items.push(new Pair(scalar(key), templateNode(member)));
  return map;
}

function intrinsic(tag: string, argument: unknown): Scalar | YAMLMap | YAMLSeq {
  const attribute = tag === '!Sub' && typeof argument === 'string' ? /^\$\{(\w+\.\w+)\}$/.exec(argument)?.[1] : undefined;
  if (attribute !== undefined) return tagged(scalar(attribute), '!GetAtt');
  const node = templateNode(argument);
  // One tag a node: a function of a function keeps its long form.
  return node.tag === undefined ? tagged(node, tag) : mapOf(`Fn::${tag.slice(1)}`, node);
}

function mapOf(key: string, node: Scalar | YAMLMap | YAMLSeq): YAMLMap {
  const map = new YAMLMap<Scalar, Scalar | YAMLMap | YAMLSeq>();
  map.items.push(new Pair(scalar(key), node));
  return map;
}

function tagged<Node extends Scalar | YAMLMap | YAMLSeq>(node: Node, tag: string): Node {
  node.tag = tag;
  return node;
}

function sequence(values: readonly unknown[]): YAMLSeq {
  const seq = new YAMLSeq();
  for (const value of values) seq.items.push(templateNode(value));
  const isFlat = seq.items.every((item) => item instanceof Scalar || (item instanceof YAMLSeq && item.flow));
  seq.flow = isFlat && JSON.stringify(values).length < LINE_LENGTH;
  return seq;
}

function scalar(value: unknown): Scalar {
  const node = new Scalar(value);
  if (typeof value === 'string' && (value.includes('\n') || /^["'].*[{};]/.test(value))) node.type = Scalar.BLOCK_LITERAL;
  return node;
}
