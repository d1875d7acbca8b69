/** The time that a run may take. When it is over, or the run ends, everything is taken away: once. */
export class RunLimit implements AsyncDisposable {
  readonly #removeAll: () => Promise<void>;
  readonly #timer: NodeJS.Timeout;
  #removing: Promise<void> | undefined;
  #isOver = false;

  constructor(limitMillis: number, removeAll: () => Promise<void>) {
    this.#removeAll = removeAll;
    this.#timer = setTimeout(() => {
      this.#isOver = true;
      process.stderr.write(`The run has taken its ${limitMillis / 60_000} minutes: everything is taken away now\n`);
      this.#remove().catch((error: Error) => process.stderr.write(`${error.message}\n`));
    }, limitMillis);
  }

  /** @throws Error when the time is over, so that nothing new is begun */
  check(): void {
    if (this.#isOver) throw new Error('The time of this run is over');
  }

  /** Takes everything away and waits for it. @throws Error with what is left */
  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#timer);
    await this.#remove();
  }

  #remove(): Promise<void> {
    this.#removing ??= this.#removeAll();
    return this.#removing;
  }
}
