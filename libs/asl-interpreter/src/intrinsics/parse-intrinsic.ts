import { parsePath } from '../json-path/parse-path.ts';
import { INTRINSIC_FUNCTIONS } from './functions.ts';
import { type Intrinsic, type IntrinsicArgument, type IntrinsicCall, InvalidIntrinsicError } from './intrinsic.ts';

/**
 * Reads `States.Format('Hello, {}', $.name)`.
 *
 * @throws InvalidIntrinsicError, InvalidPathError
 */
export function parseIntrinsic(text: string): Intrinsic {
  const parser = new IntrinsicParser(text);
  return { text, call: parser.whole() };
}

class IntrinsicParser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): IntrinsicCall {
    this.#spaces();
    const call = this.#call();
    this.#spaces();
    if (this.#at < this.#text.length) throw this.#wrong('the end');
    return call;
  }

  #call(): IntrinsicCall {
    const name = /^States\.([A-Za-z0-9]+)/.exec(this.#text.slice(this.#at))?.[1];
    if (name === undefined) throw this.#wrong("'States.'");
    const known = INTRINSIC_FUNCTIONS.get(name);
    if (known === undefined) throw new InvalidIntrinsicError(`Unknown intrinsic function 'States.${name}' in '${this.#text}'`);
    this.#at += 'States.'.length + name.length;
    this.#spaces();
    this.#take('(');
    const args: IntrinsicArgument[] = [];
    this.#spaces();
    if (this.#peek() !== ')') {
      do {
        this.#spaces();
        args.push(this.#argument(name === 'Format' && args.length === 0));
        this.#spaces();
      } while (this.#maybe(','));
    }
    this.#take(')');
    if (args.length < known.arity[0] || args.length > known.arity[1]) {
      throw new InvalidIntrinsicError(`Wrong number of arguments for 'States.${name}' in '${this.#text}'`);
    }
    return { kind: 'call', name, arguments: args };
  }

  /** @param template whether it is what States.Format fills in */
  #argument(template: boolean): IntrinsicArgument {
    const next = this.#peek();
    if (next === "'") return { kind: 'literal', value: this.#quoted(template) };
    if (next === '$') return { kind: 'path', path: parsePath(this.#pathText()) };
    if (this.#text.startsWith('States.', this.#at)) return this.#call();
    const word = /^[^\s,()]+/.exec(this.#text.slice(this.#at))?.[0] ?? '';
    this.#at += word.length;
    try {
      return { kind: 'literal', value: JSON.parse(word) };
    } catch {
      this.#at -= word.length;
      throw this.#wrong('a value');
    }
  }

  /** A text in single quotes. A backslash goes from before a quote, a backslash and a brace; a template keeps it, for States.Format to take away. */
  #quoted(template: boolean): string {
    let value = '';
    for (let at = this.#at + 1; at < this.#text.length; at += 1) {
      const c = this.#text.charAt(at);
      const escaped = c === '\\' ? (/^['\\{}]/.exec(this.#text.slice(at + 1, at + 2))?.[0] ?? '') : '';
      if (escaped !== '') {
        value += template && escaped !== "'" ? c + escaped : escaped;
        at += 1;
      } else if (c === "'") {
        this.#at = at + 1;
        return value;
      } else value += c;
    }
    throw this.#wrong("a closing quote '");
  }

  /** A path ends at the next comma or closing parenthesis outside its brackets and quotes. */
  #pathText(): string {
    const start = this.#at;
    let depth = 0;
    let quote = '';
    for (; this.#at < this.#text.length; this.#at += 1) {
      const c = this.#text.charAt(this.#at);
      if (quote !== '') {
        if (c === '\\') this.#at += 1;
        else if (c === quote) quote = '';
      } else if (c === "'" || c === '"') quote = c;
      else if (c === '[' || c === '(') depth += 1;
      else if (depth > 0 && (c === ']' || c === ')')) depth -= 1;
      else if (depth === 0 && (c === ',' || c === ')')) break;
    }
    return this.#text.slice(start, this.#at).trimEnd();
  }

  #peek(): string {
    return this.#text.charAt(this.#at);
  }

  #maybe(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #take(text: string): void {
    if (!this.#maybe(text)) throw this.#wrong(`'${text}'`);
  }

  #spaces(): void {
    while (/\s/.test(this.#peek())) this.#at += 1;
  }

  #wrong(expected: string): InvalidIntrinsicError {
    return new InvalidIntrinsicError(`Expected ${expected} at position ${this.#at} of '${this.#text}'`);
  }
}
