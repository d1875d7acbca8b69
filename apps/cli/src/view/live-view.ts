import yoctoSpinner, { type Spinner } from 'yocto-spinner';
import { column, type Paint, paintFor, seconds } from './text.ts';

/** Shows a run while it goes on: on a terminal a spinner with a clock for what is running, in a pipe a line for what has ended. */
export class LiveView {
  readonly #stream: NodeJS.WriteStream;
  readonly #paint: Paint;
  #spinner: Spinner | undefined;
  #clock: NodeJS.Timeout | undefined;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
    this.#paint = paintFor(stream);
  }

  /** Something has begun. */
  begin(title: string): void {
    this.#stopClock();
    if (!this.#stream.isTTY) return;
    const began = Date.now();
    this.#spinner = yoctoSpinner({ stream: this.#stream, text: title }).start();
    this.#clock = setInterval(() => {
      if (this.#spinner) this.#spinner.text = `${column(title, 28)} ${this.#paint.dim(seconds(Date.now() - began))}`;
    }, 100);
  }

  /** It has ended well. */
  succeed(title: string, millis: number, note = ''): void {
    this.#end(`${this.#paint.green('✓')} ${column(title, 28)} ${this.#paint.dim(seconds(millis))}${note && `  ${note}`}`);
  }

  /** It has failed. */
  fail(title: string, millis: number, note: string): void {
    this.#end(`${this.#paint.red('✗')} ${column(title, 28)} ${this.#paint.dim(seconds(millis))}  ${note}`);
  }

  /** A line that is not a step. */
  line(text: string): void {
    this.#stopClock();
    this.#stream.write(`${text}\n`);
  }

  #end(line: string): void {
    this.#stopClock();
    this.#stream.write(`  ${line}\n`);
  }

  #stopClock(): void {
    clearInterval(this.#clock);
    this.#spinner?.clear();
    this.#spinner?.stop();
    this.#spinner = undefined;
  }
}
