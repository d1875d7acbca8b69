/** Replaces the names that one flavour has made up by what they stand for, so that two flavours can be compared. */
export class Names {
  #known: (readonly [name: string, meaning: string])[] = [];

  /** The first meaning of a name counts. @param meaning what stands for the name: `<bucket>` */
  add(name: string | undefined, meaning: string): void {
    if (name === undefined || name === '' || this.#known.some(([known]) => known === name)) return;
    // Longest first: an ARN goes before the name in it.
    this.#known = [...this.#known, [name, meaning] as const].sort(([left], [right]) => right.length - left.length);
  }

  /** A copy with every known name replaced, in keys and values at any depth. */
  neutral<Value>(value: Value): Value {
    let text = JSON.stringify(value);
    for (const [name, meaning] of this.#known) text = text.replaceAll(JSON.stringify(name).slice(1, -1), meaning);
    return JSON.parse(text) as Value;
  }
}
