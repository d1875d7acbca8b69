import { valuesAt } from './input-path.ts';

/** Where a call is made, and what IAM knows of roles. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** ARN of a role of this account by its name, with its path. */
  readonly roleArn: (name: string) => string;
}

type Input = Readonly<Record<string, unknown>>;

/** Makes the ARNs that a template stands for. */
export type ResourceTemplate = (input: Input, place: Place) => readonly string[];

const templates = new Map<string, ResourceTemplate>();

/**
 * Reads a template of `models/authorization.json`: `arn:{partition}:s3:::{Bucket}/{Key}`. In braces are members of the input, the first
 * that is given of several with commas between, and after a bar how its value is written into the ARN. A member that is not given leaves
 * `*`; a list gives one ARN an item.
 */
export function resourceTemplate(text: string): ResourceTemplate {
  let template = templates.get(text);
  if (template === undefined) {
    template = compile(text);
    templates.set(text, template);
  }
  return template;
}

function compile(text: string): ResourceTemplate {
  const parts = text.split(/\{([^}]+)\}/u).map((part, index) => (index % 2 === 0 ? () => [part] : placeholder(part)));
  return (input, place) => {
    let made = [''];
    for (const part of parts) {
      const values = part(input, place);
      made =
        values.length === 1
          ? made.map((start) => `${start}${values[0]}`)
          : made.flatMap((start) => values.map((value) => `${start}${value}`));
    }
    return made;
  };
}

function placeholder(text: string): (input: Input, place: Place) => readonly string[] {
  if (text === 'partition' || text === 'region' || text === 'account') return (_, place) => [place[text]];
  const [paths = '', form = 'plain'] = text.split('|');
  const alternatives = paths.split(',');
  const write = FORMS[form];
  if (write === undefined) throw new Error(`models/authorization.json: no form ${form}`);
  return (input, place) => {
    for (const path of alternatives) {
      const values = valuesAt(input, path);
      if (values.length > 0) return values.map((value) => write(value, place, input));
    }
    return [EMPTY_FORMS[form] ?? '*'];
  };
}

/** What a member that is not given leaves, where it is not `*`. */
const EMPTY_FORMS: Readonly<Record<string, string>> = { bus: '', default: 'default', empty: '', path: '/' };

/** How values are written into ARNs. */
const FORMS: Readonly<Record<string, (value: string, place: Place, input: Input) => string>> = {
  plain: (value) => value,
  empty: (value) => value,
  lower: (value) => value.toLowerCase(),
  default: lastPart,
  /** What comes after the last slash, as the name in a queue's URL. */
  last: lastPart,
  path: (value) => value,
  /** A rule on a bus of its own has the bus before its name. */
  bus: (value) => (lastPart(value) === 'default' ? '' : `${lastPart(value)}/`),
  /** `/bucket/key?versionId=…`, percent-encoded. */
  copySource: (value) => decode((value.split('?')[0] ?? '').replace(/^\//u, '')),
  /** A log group by its name or ARN. */
  group: (value) => value.replace(/^arn:[^:]+:logs:[^:]*:\d*:log-group:/u, '').replace(/:\*$/u, ''),
  function: functionArn,
  /** A state machine, whatever version, alias or map run of it is named. */
  machine: (value) => value.split('/')[0]?.replace(':mapRun:', ':stateMachine:').split(':').slice(0, 7).join(':') ?? value,
  parameter: (value) => (value.startsWith('arn:') ? value.replace(/^.*:parameter\//u, '') : value.replace(/^\//u, '')),
  /** A key by its id or ARN, as far as policies can name it: an alias stands for any key. */
  key: (value, { partition, region, account }) =>
    value.startsWith('arn:') && !value.includes(':alias/')
      ? value
      : `arn:${partition}:kms:${region}:${account}:key/${value.includes('alias/') ? '*' : value}`,
  role: (value, place) => place.roleArn(value),
  stack: (value, { partition, region, account }) =>
    value.startsWith('arn:') ? value : `arn:${partition}:cloudformation:${region}:${account}:stack/${value}/*`,
  trail: (value, { partition, region, account }) =>
    value.startsWith('arn:') ? value : `arn:${partition}:cloudtrail:${region}:${account}:trail/${value}`,
  /** A topic, also by the ARN of a subscription. */
  topic: (value) => value.split(':').slice(0, 6).join(':'),
};

/** A function by its name, partial ARN or ARN; `$LATEST` is what an unqualified name stands for. */
function functionArn(value: string, { partition, region, account }: Place, input: Input): string {
  const [name = '', named] = value.replace(/^(?:arn:[^:]+:lambda:[^:]+:)?(?:\d{12}:)?(?:function:)?/u, '').split(':');
  const qualifier = named ?? (typeof input['Qualifier'] === 'string' ? input['Qualifier'] : undefined);
  const arn = `arn:${partition}:lambda:${region}:${account}:function:${name}`;
  return qualifier === undefined || qualifier === '$LATEST' ? arn : `${arn}:${qualifier}`;
}

function lastPart(value: string): string {
  return value.slice(value.lastIndexOf('/') + 1);
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
