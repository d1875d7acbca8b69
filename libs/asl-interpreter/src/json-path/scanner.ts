import { InvalidPathError } from './path.ts';

/** Walks through a text, character by character, for the parsers of paths. */
export class Scanner {
  readonly text: string;
  position = 0;

  constructor(text: string) {
    this.text = text;
  }

  get atEnd(): boolean {
    return this.position >= this.text.length;
  }

  peek(): string {
    return this.text.charAt(this.position);
  }

  since(start: number): string {
    return this.text.slice(start, this.position);
  }

  /** Takes this very text if it comes next. */
  take(text: string): boolean {
    if (!this.text.startsWith(text, this.position)) return false;
    this.position += text.length;
    return true;
  }

  /** @throws InvalidPathError if something else comes next */
  expect(text: string): void {
    if (!this.take(text)) throw new InvalidPathError(`Expected '${text}' at position ${this.position} of '${this.text}'`);
  }

  skipSpaces(): void {
    while (this.peek() === ' ') this.position += 1;
  }

  takeWhile(accept: (character: string) => boolean): string {
    const start = this.position;
    while (!this.atEnd && accept(this.peek())) this.position += 1;
    return this.since(start);
  }

  /** Takes everything before the next `end`, and `end` itself. @throws InvalidPathError if there is none */
  takeUntil(end: string): string {
    const at = this.text.indexOf(end, this.position);
    if (at < 0) throw new InvalidPathError(`Expected '${end}' after position ${this.position} of '${this.text}'`);
    const inside = this.text.slice(this.position, at);
    this.position = at + end.length;
    return inside;
  }

  /** Takes a text in single or double quotes. A backslash is for the quote itself and for a backslash; before anything else it stands for itself. */
  takeQuoted(): string {
    const quote = this.peek();
    if (quote !== "'" && quote !== '"') {
      throw new InvalidPathError(`Expected a quoted name at position ${this.position} of '${this.text}'`);
    }
    let value = '';
    for (let at = this.position + 1; at < this.text.length; at += 1) {
      const c = this.text.charAt(at);
      if (c === '\\') {
        const next = this.text.charAt(at + 1);
        const escapes = next === quote || next === '\\';
        value += escapes ? next : c;
        if (escapes) at += 1;
      } else if (c === quote) {
        this.position = at + 1;
        return value;
      } else value += c;
    }
    throw new InvalidPathError(`Expected ${quote} after position ${this.position} of '${this.text}'`);
  }
}
