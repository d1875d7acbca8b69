/** Why a text is not JSON, and where. */
export interface JsonFault {
  /** Message with the place at its end. */
  readonly message: string;
  /** `[Source: (String)"…"; line: 1, column: 4]` */
  readonly location: string;
}

/**
 * Says why a text is not JSON, in the words of the parser that AWS uses (Jackson). The place is the one behind what was read last.
 *
 * @param source what the service gives its parser
 * @returns `undefined` for JSON
 */
export function jsonFault(text: string, source: 'String' | 'byte[]' = 'String'): JsonFault | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    const reader = new FaultReader(text, source);
    const reason = reader.read();
    const location = reader.place(reader.at);
    return { message: `${reason}\n at ${location}`, location };
  }
}

const VALUES = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
const SHOWN_LENGTH = 500;
const IDENTIFIER_START = /[\p{L}\p{Nl}\p{Sc}\p{Pc}]/u;
const IDENTIFIER_PART = /[\p{L}\p{Nl}\p{Sc}\p{Pc}\p{Nd}\p{Mn}\p{Mc}]/u;
const CLOSER = { Object: '}', Array: ']' } as const;

/** Where no object or array is being read: before the first column. */
const ROOT = { kind: 'root', start: -1 } as const;

/** An object or array that is being read. */
interface Scope {
  readonly kind: 'Object' | 'Array';
  readonly start: number;
  entries: number;
}

/** Reads a text, one token after the other, as far as it is JSON. */
class FaultReader {
  /** Index after the last character read. */
  at = 0;
  readonly #text: string;
  readonly #source: string;
  readonly #scopes: Scope[] = [];
  /** Number of values at the top level. */
  #roots = 0;

  constructor(text: string, source: string) {
    this.#text = text;
    this.#source = source;
  }

  /** Reads up to what is wrong. @returns what that is */
  read(): string {
    for (;;) {
      const fault = this.#token();
      if (fault !== undefined) return fault;
    }
  }

  place(offset: number): string {
    const before = this.#text.slice(0, Math.max(offset, 0));
    const column = offset - before.lastIndexOf('\n');
    return `[Source: (${this.#source})${this.#shown()}; line: ${before.split('\n').length}, column: ${column}]`;
  }

  #shown(): string {
    const left = this.#text.length - SHOWN_LENGTH;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    const shown = this.#text.slice(0, SHOWN_LENGTH).replace(/[\0-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]/g, (control) => {
      return `\\u${control.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    });
    return left > 0 ? `"${shown}"[truncated ${left} chars]` : `"${shown}"`;
  }

  /** Reads a value (of an object's member its name too), or the end of an object or array. */
  #token(): string | undefined {
    const scope = this.#scopes.at(-1);
    let next = this.#next();
    if (next === '') return this.#endOfText(scope);
    if (next === '}' || next === ']') return this.#close(next, scope);
    if (scope === undefined) this.#roots += 1;
    else {
      const { kind } = scope;
      if (scope.entries > 0) {
        if (next !== ',') return unexpected(next, `was expecting comma to separate ${kind} entries`);
        next = this.#next();
        if (next === '') return endOfInput(` within/between ${kind} entries`);
      }
      scope.entries += 1;
      if (kind === 'Object') {
        const fault = this.#name(next);
        if (fault !== undefined) return fault;
        next = this.#next();
        if (next === '') return endOfInput(' within/between Object entries');
      }
    }
    return this.#value(next);
  }

  #endOfText(scope: Scope | undefined): string {
    if (scope === undefined)
      return this.#roots > 0 ? 'Trailing token found after value' : 'No content to map due to end-of-input';
    return endOfInput(`: expected close marker for ${scope.kind} (start marker at ${this.place(scope.start)})`);
  }

  #close(closer: string, scope: Scope | undefined): string | undefined {
    if (scope !== undefined && closer === CLOSER[scope.kind]) {
      this.#scopes.pop();
      return undefined;
    }
    const { kind, start } = scope ?? ROOT;
    return `Unexpected close marker '${closer}': expected '${closer === '}' ? ']' : '}'}' (for ${kind} starting at ${this.place(start)})`;
  }

  /** Reads the name of a member and the colon behind it. */
  #name(first: string): string | undefined {
    if (first !== '"') return unexpected(first, 'was expecting double-quote to start field name');
    const fault = this.#string('name', ' in field name');
    if (fault !== undefined) return fault;
    const colon = this.#next();
    if (colon === ':') return undefined;
    return colon === ''
      ? endOfInput(' within/between Object entries')
      : unexpected(colon, 'was expecting a colon to separate field name and value');
  }

  #value(first: string): string | undefined {
    if (first === '"') return this.#string('string value', ': was expecting closing quote for a string value');
    if (first === '{' || first === '[') {
      this.#scopes.push({ kind: first === '{' ? 'Object' : 'Array', start: this.at - 1, entries: 0 });
      return undefined;
    }
    if (first === '}') return unexpected(first, 'expected a value');
    if (/[-\d]/.test(first)) return this.#number(first);
    if (!IDENTIFIER_START.test(first)) return unexpected(first, `expected a valid value ${VALUES}`);
    const word = first + this.#takeWhile(IDENTIFIER_PART);
    return /^(?:true|false|null)$/.test(word) ? undefined : `Unrecognized token '${word}': was expecting ${VALUES}`;
  }

  #number(first: string): string | undefined {
    let digit = first;
    if (first === '-') {
      digit = this.#take();
      if (digit === '') return endOfInput(' in a Number value');
      if (!/\d/.test(digit)) return notInNumber(digit, 'expected digit (0-9) to follow minus sign, for valid numeric value');
    }
    if (digit === '0' && /\d/.test(this.#peek())) return 'Invalid numeric value: Leading zeroes not allowed';
    this.#takeWhile(/\d/);
    if (this.#peek() === '.') {
      this.at += 1;
      if (this.#takeWhile(/\d/) === '') return notInNumber(this.#take(), 'Decimal point not followed by a digit');
    }
    if (/[eE]/.test(this.#peek())) {
      this.at += 1;
      if (/[-+]/.test(this.#peek())) this.at += 1;
      if (this.#takeWhile(/\d/) === '') return notInNumber(this.#take(), 'Exponent indicator not followed by a digit');
    }
    if (this.#scopes.length > 0 || /^\s?$/.test(this.#peek())) return undefined;
    return unexpected(this.#take(), 'Expected space separating root-level values');
  }

  /** Reads a string to its closing quote. */
  #string(what: string, unfinished: string): string | undefined {
    for (;;) {
      const character = this.#take();
      if (character === '') return endOfInput(unfinished);
      if (character === '"') return undefined;
      if (character < ' ')
        return `Illegal unquoted character (${described(character)}): has to be escaped using backslash to be included in ${what}`;
      const fault = character === '\\' ? this.#escape() : undefined;
      if (fault !== undefined) return fault;
    }
  }

  #escape(): string | undefined {
    const escaped = this.#take();
    if (escaped === '') return endOfInput(' in character escape sequence');
    if (escaped !== 'u') return /["\\/bfnrt]/.test(escaped) ? undefined : `Unrecognized character escape ${described(escaped)}`;
    for (let i = 0; i < 4; i += 1) {
      const digit = this.#take();
      if (digit === '') return endOfInput(' in character escape sequence');
      if (!/[\da-fA-F]/.test(digit)) return unexpected(digit, 'expected a hex-digit for character escape sequence');
    }
    return undefined;
  }

  #peek(): string {
    return this.#text.charAt(this.at);
  }

  #take(): string {
    const character = this.#peek();
    this.at += character.length;
    return character;
  }

  #takeWhile(wanted: RegExp): string {
    const start = this.at;
    while (wanted.test(this.#peek())) this.at += 1;
    return this.#text.slice(start, this.at);
  }

  /** Takes the next character that is not a space; an empty text at the end. */
  #next(): string {
    this.#takeWhile(/[ \t\r\n]/);
    return this.#take();
  }
}

function endOfInput(where: string): string {
  return `Unexpected end-of-input${where}`;
}

function unexpected(character: string, expected: string): string {
  return `Unexpected character (${described(character)}): ${expected}`;
}

function notInNumber(character: string, why: string): string {
  return `Unexpected character (${described(character || '\0')}) in numeric value: ${why}`;
}

function described(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 32 || (code >= 127 && code < 160)) return `(CTRL-CHAR, code ${code})`;
  return `'${character}' (code ${code}${code > 255 ? ` / 0x${code.toString(16)}` : ''})`;
}
