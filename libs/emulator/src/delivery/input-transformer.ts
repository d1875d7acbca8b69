/** The input of a rule's target for an event. */
export interface TargetInput {
  readonly Input?: string | undefined;
  readonly InputPath?: string | undefined;
  readonly InputTransformer?:
    | {
        readonly InputPathsMap?: Readonly<Record<string, string>> | undefined;
        readonly InputTemplate?: string | undefined;
      }
    | undefined;
}

/** Facts that templates know beside the event. */
export interface RuleFacts {
  readonly ruleArn: string;
  readonly ruleName: string;
  readonly ingestionTime: string;
}

/**
 * The text that a target gets for an event.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function targetInput(event: object, { Input, InputPath, InputTransformer }: TargetInput, rule: RuleFacts): string {
  if (Input !== undefined) return Input;
  if (InputPath !== undefined) return JSON.stringify(valueAt(event, InputPath) ?? null);
  if (InputTransformer === undefined) return JSON.stringify(event);
  const { InputPathsMap = {}, InputTemplate = '' } = InputTransformer;
  const known: Record<string, unknown> = {
    ...Object.fromEntries(Object.entries(InputPathsMap).map(([name, path]) => [name, valueAt(event, path)])),
    'aws.events.rule-arn': rule.ruleArn,
    'aws.events.rule-name': rule.ruleName,
    'aws.events.event.ingestion-time': rule.ingestionTime,
    'aws.events.event': withoutDetail(event),
    'aws.events.event.json': event,
  };
  return fillTemplate(InputTemplate, known);
}

/** Where a placeholder stands inside of a text, its value becomes part of that text; elsewhere it is written as JSON. */
function fillTemplate(template: string, values: Readonly<Record<string, unknown>>): string {
  let filled = '';
  let isText = false;
  let end = 0;
  for (const match of template.matchAll(/\\.|"|<([\w.-]+)>/gsu)) {
    const [token, name] = match;
    filled += template.slice(end, match.index);
    end = match.index + token.length;
    if (name === undefined || !(name in values)) {
      if (token === '"') isText = !isText;
      filled += token;
      continue;
    }
    const value = values[name];
    if (!isText) filled += value === undefined ? '""' : JSON.stringify(value);
    else if (typeof value === 'string') filled += JSON.stringify(value).slice(1, -1);
    else if (value !== undefined) filled += JSON.stringify(JSON.stringify(value)).slice(1, -1);
  }
  return filled + template.slice(end);
}

/** A value by the paths that EventBridge takes: `$.detail.items[0].name`, `$.detail['a-b']`. */
function valueAt(event: unknown, path: string): unknown {
  let value: unknown = event;
  for (const [, dotted, index, quoted] of path.slice(1).matchAll(/\.([^.[\]]+)|\[(\d+)\]|\['([^']*)'\]/gu)) {
    const key = dotted ?? index ?? quoted ?? '';
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

function withoutDetail(event: object): object {
  const { detail: _detail, ...rest } = event as { detail?: unknown };
  return rest;
}
