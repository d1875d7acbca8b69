import type { Program } from '../contract/program.ts';
import type { Json } from '../json.ts';
import { compiled, parseStateMachine } from '../program/parse-state-machine.ts';
import type { MachineNode, StateNode } from '../program/state-node.ts';

/** Used and total parts of one kind. @public */
export interface CoverageCount {
  readonly covered: number;
  readonly total: number;
  /** JSON pointers into the definition: `/States/Check/Choices/0`. */
  readonly missing: readonly string[];
}

/** Coverage of a state machine as JSON. @public */
export interface CoverageReport {
  readonly states: CoverageCount;
  /** Branches of Parallel states. */
  readonly branches: CoverageCount;
  /** Rules of Choice states, and their Default. */
  readonly choices: CoverageCount;
  readonly catches: CoverageCount;
  readonly retries: CoverageCount;
}

/** What {@link StateMachineCoverage} is as JSON: to be written to a file, and added to another coverage. @public */
export interface CoverageData {
  readonly covered: readonly string[];
  readonly report: CoverageReport;
}

/**
 * Measures the parts of a state machine that tests use: states, branches, choices, Catchers and Retriers.
 *
 * @example
 * const coverage = new StateMachineCoverage(definition);
 * coverage.add(await runExecution(definition, input, options));
 * console.log(coverage.toText());
 *
 * @example
 * // Of several test files: each writes JSON.stringify(coverage), and whoever comes last adds them up.
 * for (const file of files) coverage.add(JSON.parse(readFileSync(file, 'utf8')));
 *
 * @public
 */
export class StateMachineCoverage {
  readonly #items: Readonly<Record<keyof CoverageReport, string[]>> = {
    states: [],
    branches: [],
    choices: [],
    catches: [],
    retries: [],
  };
  /** Where each branch begins: a branch is used when its first state is. */
  readonly #starts = new Map<string, string>();
  readonly #used = new Set<string>();

  /** @throws InvalidDefinitionError for an invalid definition */
  constructor(machine: Program | Json) {
    const program = isProgram(machine) ? machine : parseStateMachine(machine);
    this.#list(compiled(program).machine);
  }

  /** Counts a run in, or the JSON of another coverage of the same state machine. */
  add(run: { readonly covered: readonly string[] }): void {
    for (const pointer of run.covered) this.#used.add(pointer);
  }

  report(): CoverageReport {
    const count = (items: readonly string[]): CoverageCount => {
      const missing = items.filter((item) => !this.#used.has(this.#starts.get(item) ?? item));
      return { covered: items.length - missing.length, total: items.length, missing };
    };
    const { states, branches, choices, catches, retries } = this.#items;
    return {
      states: count(states),
      branches: count(branches),
      choices: count(choices),
      catches: count(catches),
      retries: count(retries),
    };
  }

  /** Value for JSON.stringify. */
  toJSON(): CoverageData {
    return { covered: [...this.#used].sort(), report: this.report() };
  }

  /** A table, and below it what is missing. */
  toText(): string {
    const report = this.report();
    const lines = Object.entries(report).map(([kind, { covered, total }]) => {
      const share = total === 0 ? '100.0' : ((covered / total) * 100).toFixed(1);
      return `${kind.padEnd(8)} ${String(covered).padStart(4)} of ${String(total).padStart(4)} ${share.padStart(6)} %`;
    });
    const missing = Object.values(report).flatMap((count: CoverageCount) => count.missing);
    return [...lines, ...missing.map((pointer) => `  never used: ${pointer}`)].join('\n');
  }

  #list(machine: MachineNode): void {
    for (const state of machine.states.values()) this.#listState(state);
  }

  #listState(state: StateNode): void {
    const { pointer } = state;
    this.#items.states.push(pointer);
    if (state.type === 'Choice') {
      this.#items.choices.push(...state.rules.map((_, i) => `${pointer}/Choices/${i}`));
      if (state.default !== undefined) this.#items.choices.push(`${pointer}/Default`);
    }
    if ('retry' in state) {
      this.#items.retries.push(...state.retry.map((_, i) => `${pointer}/Retry/${i}`));
      this.#items.catches.push(...state.catch.map((_, i) => `${pointer}/Catch/${i}`));
    }
    if (state.type === 'Map') this.#list(state.processor);
    if (state.type !== 'Parallel') return;
    for (const [i, branch] of state.branches.entries()) {
      this.#items.branches.push(`${pointer}/Branches/${i}`);
      this.#starts.set(`${pointer}/Branches/${i}`, (branch.states.get(branch.startAt) as StateNode).pointer);
      this.#list(branch);
    }
  }
}

/** Distinguishes a program from a definition. */
export function isProgram(machine: Program | Json): machine is Program {
  return (
    typeof machine === 'object' && machine !== null && typeof (machine as { childProgram?: unknown }).childProgram === 'function'
  );
}
