/** Maximum size of a template in bytes, with room for a user's additions. */
export const TARGET_TEMPLATE_BYTES = 48_200;

/** The parts of the template and what each may take of the JSON file, in bytes; `files` are the scripts and the definition, compressed. */
export const PART_BUDGETS = {
  iam: 11_000,
  evaluator: 4_000,
  lifecycle: 8_000,
  files: 16_500,
  rest: 14_000,
} as const;

/** A part of the template that has a budget. */
export type TemplatePart = keyof typeof PART_BUDGETS;

/** Sizes of a template in bytes. */
export interface TemplateSize {
  /** The minified JSON. */
  readonly json: number;
  /** Size of each part in the JSON. */
  readonly parts: Readonly<Record<TemplatePart, number>>;
}

/** A CloudFormation template, as far as its size goes. */
export interface Template {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties?: Readonly<Record<string, unknown>> }>
  >;
}

/** Measures a template, part by part. */
export function measureTemplate(template: Template): TemplateSize {
  const json = bytes(JSON.stringify(template));
  const parts = { iam: 0, evaluator: 0, lifecycle: 0, files: 0, rest: json };
  const count = (part: TemplatePart, value: unknown): void => {
    const size = bytes(JSON.stringify(value));
    parts[part] += size;
    parts.rest -= size;
  };
  for (const [id, { Type, Properties = {} }] of Object.entries(template.Resources)) {
    if (Type.startsWith('AWS::IAM::')) count('iam', Properties);
    else if (Type === 'AWS::Lambda::Function') count(id.startsWith('Evaluator') ? 'evaluator' : 'lifecycle', Properties['Code']);
    else if (Type === 'Custom::PipelineFiles') count('files', Properties['Files']);
  }
  return { json, parts };
}

/** The sizes of a template as a table for people; those of its parts too, when `withParts`. */
export function sizeTable({ json, parts }: TemplateSize, withParts = true): string {
  const row = (name: string, size: number, limit: number): string =>
    `${name.padEnd(12)}${String(size).padStart(7)} of ${String(limit).padStart(6)}${size > limit ? '  over' : ''}`;
  return [
    ...(withParts ? Object.entries(PART_BUDGETS).map(([part, budget]) => row(part, parts[part as TemplatePart], budget)) : []),
    row('JSON', json, TARGET_TEMPLATE_BYTES),
  ].join('\n');
}

function bytes(text: string): number {
  return Buffer.byteLength(text);
}
