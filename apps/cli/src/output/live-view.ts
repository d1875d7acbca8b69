import { createLogUpdate } from 'log-update';
import { type Paint, paintFor } from './paint.ts';
import { column, duration } from './text.ts';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MILLIS = 80;

/** Draws the lines below the running step, given the width of the terminal. */
export type Panel = (width: number) => readonly string[];

/**
 * Shows work in progress: on a terminal a spinner with a clock for what is running and a panel below it, in a pipe or in CI a line
 * for what has ended.
 */
export class LiveView {
  readonly #stream: NodeJS.WriteStream;
  /** Styles of what it writes to. */
  readonly paint: Paint;
  readonly #isQuiet: boolean;
  readonly #isLive: boolean;
  readonly #log: ReturnType<typeof createLogUpdate> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #panel: Panel = () => [];

  constructor(stream: NodeJS.WriteStream, { quiet = false }: { readonly quiet?: boolean } = {}) {
    this.#stream = stream;
    this.paint = paintFor(stream);
    this.#isQuiet = quiet;
    this.#isLive = stream.isTTY === true && !process.env['CI'] && process.env['TERM'] !== 'dumb' && !quiet;
    if (this.#isLive) this.#log = createLogUpdate(stream);
  }

  /** True where frames are drawn. */
  get isLive(): boolean {
    return this.#isLive;
  }

  /** Sets the panel below the spinner. */
  setPanel(panel: Panel): void {
    this.#panel = panel;
  }

  /** Something has begun. */
  begin(title: string, note: () => string = () => ''): void {
    this.stop();
    if (this.#log === undefined) return;
    const began = Date.now();
    const draw = (): void => {
      const millis = Date.now() - began;
      const frame = FRAMES[Math.floor(millis / FRAME_MILLIS) % FRAMES.length] as string;
      const head = `  ${this.paint.cyan(frame)} ${column(title, TITLE)} ${this.paint.dim(duration(millis))}  ${this.paint.dim(note())}`;
      this.#log?.([head.trimEnd(), ...this.#panel(this.#stream.columns || 80)].join('\n'));
    };
    draw();
    this.#timer = setInterval(draw, FRAME_MILLIS);
  }

  /** Ends the running step as succeeded. */
  succeed(title: string, millis: number, note = ''): void {
    this.#end(`${this.paint.green('✓')} ${column(title, TITLE)} ${this.paint.dim(duration(millis))}${note && `  ${note}`}`);
  }

  /** Ends the running step as failed. */
  fail(title: string, millis: number, note: string): void {
    this.#end(`${this.paint.red('✗')} ${column(title, TITLE)} ${this.paint.dim(duration(millis))}  ${note}`);
  }

  /** A line that is not a step. */
  line(text: string): void {
    this.stop();
    if (!this.#isQuiet) this.#stream.write(`${text}\n`);
  }

  /** Takes the spinner and the panel away. */
  stop(): void {
    clearInterval(this.#timer);
    this.#log?.clear();
    this.#log?.done();
  }

  #end(line: string): void {
    this.stop();
    if (!this.#isQuiet) this.#stream.write(`  ${line}\n`);
  }
}

const TITLE = 28;
