import type { Palette, Tone } from '../palette.ts';
import type { PropertyEntry, ResourceAction, ResourceEntry } from './resource-entry.ts';
import type { StackReview, StatementEntry, ValueEntry } from './stack-review.ts';

/** Values are cut after this many characters: some are whole files. */
const MAX_VALUE_LENGTH = 80;

const ACTIONS: Readonly<Record<ResourceAction, { readonly sign: string; readonly tone: Tone; readonly note: string }>> = {
  add: { sign: '+', tone: 'added', note: '' },
  change: { sign: '~', tone: 'changed', note: '' },
  replace: { sign: '±', tone: 'removed', note: ' (replaced)' },
  'may-replace': { sign: '~', tone: 'changed', note: ' (may be replaced)' },
  remove: { sign: '-', tone: 'removed', note: '' },
};

/**
 * A review as lines for people. `!` marks what is relevant to security: resources that decide who may do what, and statements that allow
 * more than named actions on named resources.
 */
export function reviewText(
  { stackName, isNew, resources, statements, parameters, outputs }: StackReview,
  palette: Palette,
): string {
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [palette('heading', `  ${title}`), ...lines];
  const lines = [
    ...section(
      'Resources',
      resources.flatMap((resource) => resourceLines(resource, palette)),
    ),
    ...section(
      'IAM statements',
      statements.map((statement) => statementLine(statement, palette)),
    ),
    ...section(
      'Parameters',
      parameters.map((value) => valueLine(value, palette)),
    ),
    ...section(
      'Outputs',
      outputs.map((value) => valueLine(value, palette)),
    ),
  ];
  const title = `${stackName}${isNew ? ' (new stack)' : ''}`;
  if (lines.length === 0) return `${palette('heading', title)}: no changes`;
  return [palette('heading', title), ...lines, `  ${summary(resources)}`].join('\n');
}

/** Counts the resources that are added, changed, replaced and removed. */
function summary(resources: readonly ResourceEntry[]): string {
  const count = (...actions: readonly ResourceAction[]): number =>
    resources.filter(({ action }) => actions.includes(action)).length;
  return `Resources: ${count('add')} to add, ${count('change', 'may-replace')} to change, ${count('replace')} to replace, ${count('remove')} to remove.`;
}

function resourceLines({ action, logicalId, type, properties, isSecurityRelevant }: ResourceEntry, palette: Palette): string[] {
  const { sign, tone, note } = ACTIONS[action];
  const mark = isSecurityRelevant ? palette('warning', '!') : ' ';
  return [
    `  ${mark} ${palette(tone, `${sign} ${logicalId}`)}  ${palette('faint', type)}${palette(tone, note)}`,
    ...properties.map((property) => propertyLine(property, palette)),
  ];
}

function propertyLine({ path, before, after, replaces }: PropertyEntry, palette: Palette): string {
  const from = before === undefined ? '' : palette('removed', shortened(before));
  const to = after === undefined ? '' : palette('added', shortened(after));
  const values = from && to ? `${from} → ${to}` : from || to;
  return `        ${path}${values && `: ${values}`}${replaces ? palette('removed', ' (requires replacement)') : ''}`;
}

function statementLine({ kind, logicalId, text, isBroad }: StatementEntry, palette: Palette): string {
  const mark = isBroad ? palette('warning', '!') : ' ';
  const { sign, tone } = ACTIONS[kind];
  return `  ${mark} ${palette(tone, `${sign} ${logicalId}: ${text}`)}`;
}

function valueLine({ kind, name, before, after }: ValueEntry, palette: Palette): string {
  const values = [before, after].filter((value) => value !== undefined).map((value) => shortened(value === '' ? '""' : value));
  const { sign, tone } = ACTIONS[kind];
  return `    ${palette(tone, `${sign} ${name}: ${values.join(' → ')}`)}`;
}

function shortened(value: string): string {
  const line = value.replaceAll(/\s+/g, ' ');
  return line.length > MAX_VALUE_LENGTH ? `${line.slice(0, MAX_VALUE_LENGTH)}… (${line.length} characters)` : line;
}
