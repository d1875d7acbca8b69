const BEGIN = '<!-- BEGIN_TF_DOCS -->';
const END = '<!-- END_TF_DOCS -->';

/**
 * The module's README with its tables of requirements, resources, inputs and outputs between the marks of terraform-docs.
 *
 * @param readme with the two marks
 * @param sources the texts of the module's `.tf` files
 */
export function withDocs(readme: string, sources: readonly string[]): string {
  const text = sources.join('\n');
  const before = readme.slice(0, readme.indexOf(BEGIN) + BEGIN.length);
  return `${before}\n${[requirements(text), resources(text), inputs(text), outputs(text)].join('\n\n')}\n${readme.slice(readme.indexOf(END))}`;
}

function requirements(text: string): string {
  const terraform = /required_version = "([^"]+)"/.exec(text)?.[1] ?? '';
  const aws = /source {2}= "hashicorp\/aws"\s+version = "([^"]+)"/.exec(text)?.[1] ?? '';
  return `## Requirements\n\n${table(
    ['Name', 'Version'],
    [
      ['terraform', terraform],
      ['aws', aws],
    ],
  )}`;
}

function resources(text: string): string {
  const rows = [...text.matchAll(/^(resource|data) "(\w+)" "(\w+)"/gm)].map(([, kind = '', type = '', name = '']) => {
    const page = `https://registry.terraform.io/providers/hashicorp/aws/latest/docs/${kind === 'data' ? 'data-sources' : 'resources'}/${type.replace(/^aws_/, '')}`;
    return [`[${type}.${name}](${page})`, kind === 'data' ? 'data source' : 'resource'];
  });
  return `## Resources\n\n${table(['Name', 'Type'], rows.sort(byName))}`;
}

function inputs(text: string): string {
  const rows = blocks(text, 'variable').map(({ name, body }) => [
    name,
    value(body, 'description'),
    `\`${value(body, 'type')}\``,
    `\`${value(body, 'default', true)}\``,
    'no',
  ]);
  return `## Inputs\n\n${table(['Name', 'Description', 'Type', 'Default', 'Required'], rows.sort(byName))}`;
}

function outputs(text: string): string {
  const rows = blocks(text, 'output').map(({ name, body }) => [name, value(body, 'description')]);
  return `## Outputs\n\n${table(['Name', 'Description'], rows.sort(byName))}`;
}

function blocks(text: string, type: string): readonly { readonly name: string; readonly body: string }[] {
  return [...text.matchAll(new RegExp(`^${type} "(\\w+)" \\{\\n(.*?)^\\}`, 'gms'))].map(([, name = '', body = '']) => ({
    name,
    body,
  }));
}

/** The value of a one-line argument, without its quotation marks unless they are wanted. */
function value(body: string, argument: string, quoted = false): string {
  const text = new RegExp(`^ {2}${argument} += (.*)$`, 'm').exec(body)?.[1] ?? '';
  return (quoted ? text : text.replace(/^"(.*)"$/, '$1')).replaceAll('|', '\\|');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => (row[at] ?? '').length)));
  const line = (cells: readonly string[]): string => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function byName([left = '']: readonly string[], [right = '']: readonly string[]): number {
  return left < right ? -1 : 1;
}
