const INTRINSIC = /^States\.[A-Za-z0-9]+\s*\([\s\S]*\)$/;
const VARIABLE_OR_PATH = /^\$(?:\$|[A-Za-z_][\w]*)?(?:$|[.[])/;
const REFERENCE =
  /^\$(?:\$|[A-Za-z_][\w]*)?(?:\.(?:[^.[\]'"*()?@,:\s]+)|\[\d+\]|\[-\d+\]|\['(?:[^'\\]|\\.)*'\]|\["(?:[^"\\]|\\.)*"\])*$/u;

/** True for what may be a JSONPath: it begins at the input (`$`), the context object (`$$`) or a variable (`$name`). */
export function isPath(text: string): boolean {
  return VARIABLE_OR_PATH.test(text) && bracketsMatch(text);
}

/** True for a path that can only name one node, so that a result can be written there. */
export function isReferencePath(text: string): boolean {
  return REFERENCE.test(text);
}

/** True for what may be a call of an intrinsic function. */
export function isIntrinsicCall(text: string): boolean {
  return INTRINSIC.test(text);
}

function bracketsMatch(text: string): boolean {
  let depth = 0;
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] as string;
    if (quote !== '') {
      if (character === '\\') at += 1;
      else if (character === quote) quote = '';
    } else if (character === "'" || character === '"') quote = character;
    else if (character === '[' || character === '(') depth += 1;
    else if (character === ']' || character === ')') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0 && quote === '';
}
