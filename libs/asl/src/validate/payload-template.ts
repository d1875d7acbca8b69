import { isPathOrIntrinsic } from './field-checks.ts';
import { isObject } from './json.ts';
import { isIntrinsicCall } from './path-syntax.ts';
import type { Scope } from './scope.ts';

/** Checks a JSONPath payload template: every field whose name ends in `.$` must be a path or a call of an intrinsic function. */
export function checkPayloadTemplate(template: unknown, location: string, scope: Scope): void {
  if (Array.isArray(template)) {
    for (const [index, item] of template.entries()) checkPayloadTemplate(item, `${location}[${index}]`, scope);
  } else if (isObject(template)) {
    for (const [name, value] of Object.entries(template)) {
      if (!name.endsWith('.$')) checkPayloadTemplate(value, `${location}/${name}`, scope);
      else if (typeof value !== 'string' || !isPathOrIntrinsic(value, scope)) {
        scope.diagnostics.schema(
          location,
          `The value for the field '${name}' must be a valid JSONPath or a valid intrinsic function call`,
        );
      }
    }
  }
}

/** Warns of values that look like paths under names that do not end in `.$`. */
export function warnOfMissingDollar(template: unknown, location: string, scope: Scope): void {
  if (Array.isArray(template)) {
    for (const [index, item] of template.entries()) warnOfMissingDollar(item, `${location}[${index}]`, scope);
  } else if (isObject(template)) {
    for (const [name, value] of Object.entries(template)) {
      if (name.endsWith('.$')) continue;
      if (looksLikePath(value)) {
        scope.diagnostics.warning(
          'NO_DOLLAR',
          `${location}/${name}`,
          `The value for the field '${name}' looks like a JSONPath or an intrinsic function call, but the field's name does not end with '.$'`,
        );
      } else warnOfMissingDollar(value, `${location}/${name}`, scope);
    }
  }
}

/** Whether a value was probably meant to be a path or a call of an intrinsic function. */
export function looksLikePath(value: unknown): boolean {
  return typeof value === 'string' && (/^\$\$?[.[]/.test(value) || isIntrinsicCall(value));
}
