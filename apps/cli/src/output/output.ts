import { type Paint, paintFor } from './paint.ts';

/** Options of a command's output. */
export interface OutputOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/**
 * Where a command writes. Results go to standard output; notes, progress and questions go to standard error, so that a pipe carries
 * results only. `--json` makes the result one JSON value, `--quiet` leaves the notes out.
 */
export class Output {
  readonly isJson: boolean;
  readonly isQuiet: boolean;
  /** Styles for results. */
  readonly paint: Paint;
  /** Styles for notes. */
  readonly notePaint: Paint;

  constructor({ json = false, quiet = false }: OutputOptions = {}) {
    this.isJson = json;
    this.isQuiet = quiet;
    this.paint = paintFor(process.stdout);
    this.notePaint = paintFor(process.stderr);
  }

  /** Writes a part of the result. */
  write(text: string): void {
    process.stdout.write(text);
  }

  /** Writes the result as the one JSON value. Dates are ISO 8601 texts. */
  json(value: unknown): void {
    process.stdout.write(`${JSON.stringify(value)}\n`);
  }

  /** Says something beside the result. */
  note(text: string): void {
    if (!this.isQuiet) process.stderr.write(`${text}\n`);
  }
}
