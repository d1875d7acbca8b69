import { expression, type HclValue } from './hcl.ts';
import { LIST_PARAMETERS, REFERENCES, variableName } from './references.ts';

/** Turns values of a template into values of the module. */
export class Translator {
  readonly #parameters: ReadonlySet<string>;

  /** @param parameters names of the template's parameters, which are the module's variables */
  constructor(parameters: Iterable<string>) {
    this.#parameters = new Set(parameters);
  }

  /** @throws Error naming what has no counterpart in the module */
  value(value: unknown): HclValue {
    if (typeof value === 'string') return literal(value);
    if (typeof value === 'number' || typeof value === 'boolean') return value;
    if (Array.isArray(value)) return value.map((item) => this.value(item));
    const [entry, ...others] = Object.entries(value as object);
    if (entry === undefined || others.length > 0) return this.#members(value as object);
    const [name, argument] = entry as [string, unknown];
    switch (name) {
      case 'Ref':
        return expression(this.reference(String(argument)));
      case 'Fn::GetAtt':
        return expression(this.reference((argument as readonly string[]).join('.')));
      case 'Fn::Sub':
        return typeof argument === 'string'
          ? this.#sub(argument, {})
          : this.#sub(...(argument as [string, Record<string, unknown>]));
      case 'Fn::Split': {
        const [, { Ref }] = argument as readonly [string, { readonly Ref: string }];
        if (!LIST_PARAMETERS.has(Ref))
          throw new Error(`The template splits ${Ref}, which the Terraform module does not take as a list`);
        return expression(`var.${variableName(Ref)}`);
      }
      case 'Fn::FindInMap':
        return expression(`local.${variableName(String((argument as readonly unknown[])[0])).replace(/s$/, '')}`);
      case 'Fn::If': {
        const [condition, yes, no] = argument as readonly [string, unknown, unknown];
        return expression(`${conditionOf(condition)} ? ${asExpression(this.value(yes))} : ${this.#orNull(no)}`);
      }
      default:
        return this.#members(value as object);
    }
  }

  /** Returns the name in the module for a name of the template. @throws Error where it has no counterpart */
  reference(name: string): string {
    const known = REFERENCES[name];
    if (known !== undefined) return known;
    if (LIST_PARAMETERS.has(name)) return `join(",", var.${variableName(name)})`;
    if (this.#parameters.has(name)) return `var.${variableName(name)}`;
    throw new Error(`The template's ${name} has no counterpart in the Terraform module: name it in references.ts`);
  }

  #orNull(value: unknown): string {
    const isNothing = typeof value === 'object' && value !== null && (value as { readonly Ref?: string }).Ref === 'AWS::NoValue';
    return isNothing ? 'null' : asExpression(this.value(value));
  }

  #members(value: object): HclValue {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, this.value(member)]));
  }

  #sub(text: string, names: Readonly<Record<string, unknown>>): HclValue {
    const hclOf = (name: string): string => {
      const given = names[name];
      return given === undefined ? this.reference(name) : asExpression(this.value(given));
    };
    const whole = /^\$\{([\w:.]+)\}$/.exec(text)?.[1];
    if (whole !== undefined) return expression(hclOf(whole));
    return text.replace(/\$\{(!?)([\w:./]+)\}/g, (_, escaped: string, name: string) =>
      escaped === '!' ? `$\${${name}}` : `\${${hclOf(name)}}`,
    );
  }
}

/** Where a condition of the template holds, in the module. */
export function conditionOf(name: string): string {
  const parameter = /^(Has|Without|No)(\w+)$/.exec(name);
  if (parameter === null) throw new Error(`The template's condition ${name} has no counterpart in the Terraform module`);
  const [, word, given = ''] = parameter;
  const isGiven = word === 'Has';
  if (LIST_PARAMETERS.has(given)) return `length(var.${variableName(given)}) ${isGiven ? '>' : '=='} 0`;
  return `var.${variableName(given)} ${isGiven ? '!=' : '=='} ""`;
}

/** A value as it stands inside an expression. */
export function asExpression(value: HclValue): string {
  if (typeof value === 'object' && 'hcl' in value) return String(value.hcl);
  return JSON.stringify(value);
}

function literal(text: string): string {
  return text.replaceAll('${', '$${').replaceAll('%{', '%%{');
}
