/** A form's fields as a tree: `Tags.member.1.Key=a` is found under `Tags`, `member`, `1`, `Key`. */
export interface FormNode {
  text?: string;
  readonly children: Map<string, FormNode>;
}

/** The tree of several forms, which follow one another. */
export function formOf(forms: readonly URLSearchParams[]): FormNode {
  const root: FormNode = { children: new Map() };
  for (const form of forms) grow(root, form);
  return root;
}

function grow(root: FormNode, form: URLSearchParams): void {
  for (const [name, text] of form) {
    let node = root;
    for (const part of name.split('.')) {
      const child: FormNode = node.children.get(part) ?? { children: new Map() };
      node.children.set(part, child);
      node = child;
    }
    node.text = text;
  }
}

/** The children named 1, 2, 3 … in the order of their numbers. */
export function numbered(node: FormNode | undefined): FormNode[] {
  if (node === undefined) return [];
  return [...node.children]
    .filter(([name]) => /^\d+$/u.test(name))
    .sort(([left], [right]) => Number(left) - Number(right))
    .map(([, child]) => child);
}
