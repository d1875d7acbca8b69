import type { DiagnosticList } from './diagnostic.ts';
import { isObject } from './json.ts';
import { isIntrinsicCall, isPath } from './path-syntax.ts';

/** Checks a JSONPath payload template: every field whose name ends in `.$` must be a path or a call of an intrinsic function. */
export function checkPayloadTemplate(template: unknown, location: string, diagnostics: DiagnosticList): void {
  if (Array.isArray(template)) {
    for (const [index, item] of template.entries()) checkPayloadTemplate(item, `${location}[${index}]`, diagnostics);
  } else if (isObject(template)) {
    for (const [name, value] of Object.entries(template)) {
      if (!name.endsWith('.$')) checkPayloadTemplate(value, `${location}/${name}`, diagnostics);
      else if (typeof value !== 'string' || !(isPath(value) || isIntrinsicCall(value))) {
        diagnostics.schema(
          location,
          `The value for the field '${name}' must be a valid JSONPath or a valid intrinsic function call`,
        );
      }
    }
  }
}

/** Warns of values that look like paths under names that do not end in `.$`. */
export function warnOfMissingDollar(template: unknown, location: string, diagnostics: DiagnosticList): void {
  if (Array.isArray(template)) {
    for (const [index, item] of template.entries()) warnOfMissingDollar(item, `${location}[${index}]`, diagnostics);
  } else if (isObject(template)) {
    for (const [name, value] of Object.entries(template)) {
      if (name.endsWith('.$')) continue;
      if (typeof value === 'string' && (/^\$\$?[.[]/.test(value) || isIntrinsicCall(value))) {
        diagnostics.warning(
          'NO_DOLLAR',
          `${location}/${name}`,
          `The value for the field '${name}' looks like a JSONPath or an intrinsic function call, but the field's name does not end with '.$'`,
        );
      } else warnOfMissingDollar(value, `${location}/${name}`, diagnostics);
    }
  }
}
