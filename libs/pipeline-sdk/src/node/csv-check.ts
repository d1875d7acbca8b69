import { InvalidPipelineInputError } from '../errors.ts';

const QUOTE = 0x22;
const CR = 0x0d;
const LF = 0x0a;
const SPACE = 0x20;
const BOM = [0xef, 0xbb, 0xbf];
const SEPARATORS = [',', ';', '\t', '|'].map((separator) => separator.charCodeAt(0));

/** Position of the reader in a record. */
const At = {
  /** At the beginning of a value, where a quote opens. */
  START: 0,
  /** In a value without quotes. */
  PLAIN: 1,
  QUOTED: 2,
  /** Behind a quote that closes, unless another one follows: two stand for one. */
  CLOSED: 3,
} as const;
type At = (typeof At)[keyof typeof At];

/**
 * Checks a CSV file while its bytes go by, by the rules of the pipeline's preprocessing: every record has as many values as the header,
 * every quote an end. What cuts a file off breaks one of the two, or leaves no rows.
 */
export class CsvCheck {
  readonly #name: string;
  #at: At = At.START;
  /** Of the record that is being read: its first line, its separators, whether it has anything else. */
  #recordLine = 1;
  #separators = 0;
  #empty = true;
  #line = 1;
  #quoteLine = 0;
  #records = 0;
  /** Known when the header has been read. */
  #separator = -1;
  #headerSeparators = 0;
  /** While the header is read: each separator, in quotes or not, and outside of quotes. */
  readonly #counts = SEPARATORS.map(() => ({ all: 0, outside: 0 }));
  #begun = false;

  constructor(name: string) {
    this.#name = name;
  }

  /** @throws InvalidPipelineInputError with file, line and what would be right */
  push(chunk: Uint8Array): void {
    const start = !this.#begun && BOM.every((byte, at) => chunk[at] === byte) ? BOM.length : 0;
    this.#begun ||= chunk.length > 0;
    let at: At = this.#at;
    for (let index = start; index < chunk.length; index++) {
      const byte = chunk[index] as number;
      // Most bytes are letters and digits in a value: they change nothing.
      if (at === At.PLAIN && byte > 0x2c && byte < 0x7b && byte !== 0x3b) continue;
      if (this.#separator < 0) this.#count(byte, at);
      if (at === At.QUOTED) {
        if (byte === QUOTE) at = At.CLOSED;
        else if (byte === LF) this.#line += 1;
      } else if (byte === LF) {
        this.#endRecord('');
        this.#line += 1;
        this.#recordLine = this.#line;
        at = At.START;
      } else if (byte === QUOTE && (at === At.START || at === At.CLOSED)) {
        if (at === At.START) this.#quoteLine = this.#line;
        this.#empty = false;
        at = At.QUOTED;
      } else if (byte === this.#separator || (this.#separator < 0 && SEPARATORS.includes(byte))) {
        this.#separators += 1;
        at = At.START;
      } else if (byte !== CR && !(byte === SPACE && at === At.START)) {
        if (byte < SPACE && (byte < 0x09 || (byte > CR && byte < 0x1b)))
          this.#refuse(this.#line, 'is not text; a CSV file with a header line is needed');
        this.#empty = false;
        at = At.PLAIN;
      }
    }
    this.#at = at;
  }

  /** The end of the file. @throws InvalidPipelineInputError as {@link CsvCheck.push} */
  end(): void {
    if (this.#at === At.QUOTED) this.#refuse(this.#quoteLine, 'has a quote that never closes; is the file whole?');
    this.#endRecord('; is the file whole?');
    if (this.#records < 2) this.#refuse(undefined, 'has no rows; a header line and rows are needed');
  }

  #count(byte: number, at: At): void {
    const count = this.#counts[SEPARATORS.indexOf(byte)];
    if (count === undefined) return;
    count.all += 1;
    if (at !== At.QUOTED) count.outside += 1;
  }

  #endRecord(more: string): void {
    const isBlank = this.#empty && (this.#separators === 0 || this.#records === 0);
    const count = this.#separators;
    this.#separators = 0;
    this.#empty = true;
    if (isBlank) return;
    this.#records += 1;
    if (this.#records === 1) {
      const max = Math.max(...this.#counts.map(({ all }) => all));
      const chosen = this.#counts.findIndex(({ all }) => all === max);
      this.#separator = SEPARATORS[chosen] as number;
      this.#headerSeparators = this.#counts[chosen]?.outside ?? 0;
    } else if (count !== this.#headerSeparators) {
      const values = count === 0 ? '1 value' : `${count + 1} values`;
      this.#refuse(this.#recordLine, `has ${values} where the header has ${this.#headerSeparators + 1}${more}`);
    }
  }

  #refuse(line: number | undefined, message: string): never {
    throw new InvalidPipelineInputError([{ path: line === undefined ? this.#name : `${this.#name} line ${line}`, message }]);
  }
}
