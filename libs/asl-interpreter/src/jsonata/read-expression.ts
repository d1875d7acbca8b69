import type { JsonataReading } from '@stepmaker/asl';
import type jsonata from 'jsonata';
import { compile } from './expression.ts';

/** The nodes of JSONata's syntax tree, as far as names are looked up in them. */
interface Node {
  readonly type: string;
  readonly value?: unknown;
  readonly steps?: readonly Node[];
  readonly lhs?: Node | readonly (readonly [Node, Node])[];
  readonly rhs?: Node;
  readonly condition?: Node;
  readonly then?: Node;
  readonly else?: Node;
  readonly expression?: Node;
  readonly expressions?: readonly Node[];
  readonly arguments?: readonly Node[];
  readonly procedure?: Node;
  readonly body?: Node;
}

/**
 * Reads an expression for what it looks up: names in a context item, of which a state's expressions have none, and members of `$states`.
 * Of a path the first step alone: each later one, like predicates, sort terms and groups, looks at what the one before it gave.
 */
export function readExpression(source: string): JsonataReading {
  let ast: jsonata.ExprNode;
  try {
    ast = compile(source).ast();
  } catch (error) {
    return { error: (error as Error).message, topLevel: [], root: false, statesFields: [] };
  }
  const reader = new ExpressionReader();
  reader.visit(ast as unknown as Node);
  return { topLevel: [...reader.topLevel], root: reader.root, statesFields: [...reader.statesFields] };
}

class ExpressionReader {
  readonly topLevel = new Set<string>();
  readonly statesFields = new Set<string>();
  root = false;

  visit(node: Node | undefined): void {
    switch (node?.type) {
      case 'path':
        return this.#path(node.steps as readonly Node[]);
      case 'name':
      case 'wildcard':
      case 'descendant':
        this.topLevel.add(String(node.value));
        return;
      case 'variable':
        if (node.value === '') this.topLevel.add('$');
        else if (node.value === '$') this.root = true;
        return;
      case 'unary':
        return this.#unary(node);
      case 'binary':
      case 'apply':
        this.visit(node.lhs as Node);
        return this.visit(node.rhs);
      case 'bind':
        return this.visit(node.rhs);
      case 'condition':
        for (const part of [node.condition, node.then, node.else]) this.visit(part);
        return;
      case 'block':
        for (const part of node.expressions as readonly Node[]) this.visit(part);
        return;
      case 'function':
      case 'partial':
        this.visit(node.procedure);
        for (const argument of node.arguments as readonly Node[]) this.visit(argument);
        return;
      case 'lambda':
        return this.visit(node.body);
      default:
        return;
    }
  }

  #path([first, second]: readonly Node[]): void {
    this.visit(first);
    if (first?.type === 'variable' && first.value === 'states' && second?.type === 'name')
      this.statesFields.add(String(second.value));
  }

  #unary(node: Node): void {
    this.visit(node.expression);
    for (const part of node.expressions ?? []) this.visit(part);
    for (const [key, value] of (node.lhs ?? []) as readonly (readonly [Node, Node])[]) {
      this.visit(key);
      this.visit(value);
    }
  }
}
