import type { ArnForm, CallScope, OperationInput } from '../core/permission-rules.ts';
import { valuesAt } from './input-path.ts';

/** Makes the ARNs that a template stands for. */
export type ResourceTemplate = (input: OperationInput, scope: CallScope) => readonly string[];

/**
 * Compiles a template of `models/<service>.permissions.json`: `arn:{partition}:s3:::{Bucket}/{Key}`. In braces are members of the input, the
 * first that is given of several with commas between, and after a bar the form in which the value is written into the ARN. A member that is
 * not given leaves `*`; a list gives one ARN an item.
 *
 * @throws Error if a form of the template is unknown
 */
export function resourceTemplate(text: string, forms: Readonly<Record<string, ArnForm>>): ResourceTemplate {
  const parts = text.split(/\{([^}]+)\}/u).map((part, index) => (index % 2 === 0 ? () => [part] : placeholder(part, forms)));
  return (input, scope) => {
    let made = [''];
    for (const part of parts) {
      const values = part(input, scope);
      made =
        values.length === 1
          ? made.map((start) => `${start}${values[0]}`)
          : made.flatMap((start) => values.map((value) => `${start}${value}`));
    }
    return made;
  };
}

function placeholder(text: string, forms: Readonly<Record<string, ArnForm>>): ResourceTemplate {
  if (text === 'partition' || text === 'region' || text === 'account') return (_, scope) => [scope[text]];
  const [paths = '', name = 'plain'] = text.split('|');
  const alternatives = paths.split(',');
  const form = forms[name];
  if (form === undefined) throw new Error(`Unknown form ${name} in {${text}}. Known forms: ${Object.keys(forms).join(', ')}`);
  return (input, scope) => {
    for (const path of alternatives) {
      const values = valuesAt(input, path);
      if (values.length > 0) return values.map((value) => form.write(value, scope, input));
    }
    return [form.absent ?? '*'];
  };
}
