/** Text that Terraform evaluates, as opposed to a string: `var.name`. */
export interface Expression {
  readonly hcl: string;
}

/** A value of an argument. */
export type HclValue = string | number | boolean | Expression | readonly HclValue[] | { readonly [key: string]: HclValue };

/** A block: `resource "aws_sns_topic" "notifications" { … }`. */
export interface Block {
  readonly type: string;
  readonly labels?: readonly string[];
  readonly arguments?: Readonly<Record<string, HclValue>>;
  readonly blocks?: readonly Block[];
  /** Written above it. */
  readonly comment?: string;
}

const LINE_LENGTH = 120;

/** An expression. */
export function expression(hcl: string): Expression {
  return { hcl };
}

/** Blocks as `terraform fmt` writes them. */
export function renderBlocks(blocks: readonly Block[], indent = ''): string {
  return blocks.map((block) => renderBlock(block, indent)).join('\n');
}

function renderBlock({ type, labels = [], arguments: given = {}, blocks = [], comment }: Block, indent: string): string {
  const inner = `${indent}  `;
  const head = [type, ...labels.map((label) => `"${label}"`)].join(' ');
  const parts = [argumentLines(given, inner), blocks.length > 0 ? renderBlocks(blocks, inner) : ''].filter((part) => part !== '');
  const above = comment === undefined ? '' : `${indent}# ${comment}\n`;
  return `${above}${indent}${head} {\n${parts.join('\n')}${indent}}\n`;
}

/** The equals signs of neighbouring one-line arguments stand under each other. */
function argumentLines(given: Readonly<Record<string, HclValue>>, indent: string): string {
  const entries = Object.entries(given).map(([name, value]) => ({ name, text: renderValue(value, indent) }));
  let text = '';
  let group: { readonly name: string; readonly text: string }[] = [];
  const flush = (): void => {
    const width = Math.max(...group.map(({ name }) => name.length));
    for (const member of group) text += `${indent}${member.name.padEnd(width)} = ${member.text}\n`;
    group = [];
  };
  for (const entry of entries) {
    if (entry.text.includes('\n')) {
      flush();
      text += `${indent}${entry.name} = ${entry.text}\n`;
    } else group.push(entry);
  }
  flush();
  return text;
}

function renderValue(value: HclValue, indent: string): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return renderList(value, indent);
  if (isExpression(value)) return value.hcl;
  const keys = Object.fromEntries(
    Object.entries(value as Readonly<Record<string, HclValue>>).map(([key, member]) => [
      /^[a-z_]\w*$/i.test(key) ? key : quoted(key),
      member,
    ]),
  );
  return `{\n${argumentLines(keys, `${indent}  `)}${indent}}`;
}

function renderList(values: readonly HclValue[], indent: string): string {
  const texts = values.map((value) => renderValue(value, `${indent}  `));
  const line = `[${texts.join(', ')}]`;
  if (values.length <= 1 || (indent.length + line.length < LINE_LENGTH && !line.includes('\n'))) return line;
  return `[\n${texts.map((text) => `${indent}  ${text},\n`).join('')}${indent}]`;
}

function isExpression(value: object): value is Expression {
  return 'hcl' in value && Object.keys(value).length === 1;
}

/** A string in quotation marks. `${` begins an interpolation of ours; what must stay as it is has been escaped as `$${`. */
function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
