import type { Figure } from './measures.ts';

/** Target of a measure: a value, or a ratio to a peer's. */
export type Bar = { readonly atMost: number } | { readonly timesBetterThan: string; readonly times: number };

/** Subject of a measure. */
export interface Subject {
  readonly name: string;
  /** Where it is `/s`, more is better; otherwise less is. */
  readonly unit: string;
  readonly bar?: Bar;
}

/** The table that a benchmark prints as it goes: one line a peer, with how many times better we are. */
export class Report {
  readonly missed: string[] = [];
  readonly #us: string;
  readonly #judges: boolean;
  readonly #figures = new Map<string, Map<string, Figure | string>>();

  /** @param judges false leaves the bars out */
  constructor(us: string, { judges }: { readonly judges: boolean }) {
    this.#us = us;
    this.#judges = judges;
  }

  /** A peer is left out. */
  skip(peer: string, reason: string): void {
    process.stdout.write(`${peer}: not run (${reason})\n`);
  }

  add(subject: Subject, peer: string, figure: Figure): void {
    this.#of(subject).set(peer, figure);
  }

  /** A peer could not do it. */
  miss(subject: Subject, peer: string, reason: string): void {
    this.#of(subject).set(peer, reason);
  }

  /** Prints what was measured of a subject. */
  print(subject: Subject): void {
    const figures = this.#of(subject);
    const ours = figures.get(this.#us);
    process.stdout.write(`\n${subject.name}\n`);
    for (const [peer, figure] of figures) {
      if (typeof figure === 'string') {
        process.stdout.write(`  ${peer.padEnd(12)} failed: ${figure.slice(0, 160)}\n`);
        continue;
      }
      const value = `${format(figure.value).padStart(9)} ${subject.unit.padEnd(3)}`;
      const verdict = peer === this.#us ? this.#verdict(subject, figures) : `we are ${format(ratio(subject, ours, figure))} ×`;
      process.stdout.write(`  ${peer.padEnd(12)} ${value}  ${verdict}${figure.note === undefined ? '' : `  (${figure.note})`}\n`);
    }
    if (typeof ours === 'string') this.missed.push(subject.name);
  }

  #verdict(subject: Subject, figures: ReadonlyMap<string, Figure | string>): string {
    const { bar } = subject;
    const ours = figures.get(this.#us) as Figure;
    if (bar === undefined || !this.#judges) return '';
    if ('atMost' in bar) return this.#judge(subject, ours.value <= bar.atMost, `bar ≤ ${bar.atMost}`);
    const peer = figures.get(bar.timesBetterThan);
    if (typeof peer !== 'object') return `bar ≥ ${bar.times} × ${bar.timesBetterThan}, which was not measured`;
    return this.#judge(subject, ratio(subject, ours, peer) >= bar.times, `bar ≥ ${bar.times} × ${bar.timesBetterThan}`);
  }

  #judge({ name }: Subject, reached: boolean, bar: string): string {
    if (!reached) this.missed.push(name);
    return `${reached ? '✓' : '✗'} ${bar}`;
  }

  #of({ name }: Subject): Map<string, Figure | string> {
    let figures = this.#figures.get(name);
    if (figures === undefined) {
      figures = new Map();
      this.#figures.set(name, figures);
    }
    return figures;
  }
}

/** Ratio of a peer's value to ours. */
function ratio({ unit }: Subject, ours: Figure | string | undefined, theirs: Figure): number {
  if (typeof ours !== 'object') return Number.NaN;
  return unit === '/s' ? ours.value / theirs.value : theirs.value / ours.value;
}

function format(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);
}
