import type { Json } from '../json.ts';
import { stepInto } from './evaluate-path.ts';
import type { Path } from './path.ts';

/** Why a definite path names nothing in a value, in the words of the library that Step Functions uses. */
export function explainMiss(path: Path, root: Json): string {
  const { steps } = path;
  if (steps === undefined) return `No results for path: ${path.text}`;
  let value = root;
  for (let i = 0; i < steps.length; i += 1) {
    const step = steps[i] as string | number;
    const next = stepInto(value, step);
    if (next === undefined) {
      if (typeof step === 'number') {
        if (!Array.isArray(value)) {
          return `Filter: [${step}] can only be applied to arrays. Current context is: ${JSON.stringify(value)}`;
        }
      } else if (i < steps.length - 1 && typeof value === 'object' && value !== null && !Array.isArray(value)) {
        return `Missing property in path ${bracketed(steps.slice(0, i + 1))}`;
      } else if (value === null || typeof value !== 'object' || Array.isArray(value)) {
        return (
          `Expected to find an object with property ['${step}'] in path ${bracketed(steps.slice(0, i))} but found ` +
          `'${nodeName(value)}'. This is not a json object according to the JsonProvider: ` +
          `'com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider'.`
        );
      }
      return `No results for path: ${bracketed(steps)}`;
    }
    value = next;
  }
  return `No results for path: ${bracketed(steps)}`;
}

/** A path with every step in brackets: `$['a'][0]`. */
function bracketed(steps: readonly (string | number)[]): string {
  return `$${steps.map((step) => (typeof step === 'number' ? `[${step}]` : `['${step}']`)).join('')}`;
}

function nodeName(value: Json): string {
  const kind =
    value === null
      ? 'Null'
      : Array.isArray(value)
        ? 'Array'
        : typeof value === 'string'
          ? 'Text'
          : typeof value === 'boolean'
            ? 'Boolean'
            : Number.isInteger(value)
              ? 'Int'
              : 'Double';
  return `com.fasterxml.jackson.databind.node.${kind}Node`;
}
