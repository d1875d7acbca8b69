import type { Program } from '../contract/program.ts';
import type { Json } from '../json.ts';
import { compiled, parseStateMachine } from '../program/parse-state-machine.ts';
import type { MachineNode, StateNode } from '../program/state-node.ts';

/** How much of one kind of thing was used. @public */
export interface CoverageCount {
  readonly covered: number;
  readonly total: number;
  /** JSON pointers into the definition: `/States/Check/Choices/0`. */
  readonly missing: readonly string[];
}

/** How much of a state machine its runs used, as JSON. @public */
export interface CoverageReport {
  readonly states: CoverageCount;
  /** Rules of Choice states, and their Default. */
  readonly choices: CoverageCount;
  readonly catches: CoverageCount;
  readonly retries: CoverageCount;
}

/**
 * How much of a state machine the tests use: states, choices, Catchers and Retriers.
 *
 * @example
 * const coverage = new StateMachineCoverage(definition);
 * coverage.add(await runExecution(definition, input, options));
 * console.log(coverage.toText());
 *
 * @public
 */
export class StateMachineCoverage {
  readonly #items: Readonly<Record<keyof CoverageReport, string[]>> = { states: [], choices: [], catches: [], retries: [] };
  readonly #used = new Set<string>();

  /** @throws InvalidDefinitionError for a definition that is none */
  constructor(machine: Program | Json) {
    const program = isProgram(machine) ? machine : parseStateMachine(machine);
    this.#list(compiled(program).machine);
  }

  /** Counts a run in. */
  add(run: { readonly covered: readonly string[] }): void {
    for (const pointer of run.covered) this.#used.add(pointer);
  }

  report(): CoverageReport {
    const count = (items: readonly string[]): CoverageCount => {
      const missing = items.filter((item) => !this.#used.has(item));
      return { covered: items.length - missing.length, total: items.length, missing };
    };
    const { states, choices, catches, retries } = this.#items;
    return { states: count(states), choices: count(choices), catches: count(catches), retries: count(retries) };
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
    if (state.type === 'Parallel') for (const branch of state.branches) this.#list(branch);
  }
}

/** Tells a program from a definition. */
export function isProgram(machine: Program | Json): machine is Program {
  return (
    typeof machine === 'object' && machine !== null && typeof (machine as { childProgram?: unknown }).childProgram === 'function'
  );
}
