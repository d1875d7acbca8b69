import { type Program, parseStateMachine } from '@stepmaker/asl-interpreter';
import type { Revision } from './state-machine.ts';

const KEPT = 200;

/** Compiled state machines, by revision: executions of one revision share a program. */
export class ProgramCache {
  readonly #programs = new Map<number, Program>();

  /** @param processors pointers to item processors: the way from the machine to a child's program */
  programOf(revision: Revision, processors: readonly string[] = []): Program {
    let program = this.#programs.get(revision.id);
    if (program === undefined) {
      program = parseStateMachine(JSON.parse(revision.definition));
      if (this.#programs.size >= KEPT) {
        const oldest = this.#programs.keys().next().value;
        if (oldest !== undefined) this.#programs.delete(oldest);
      }
      this.#programs.set(revision.id, program);
    }
    return processors.reduce((parent, processor) => parent.childProgram(processor), program);
  }
}
