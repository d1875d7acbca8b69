import type { Environment } from '../environment.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Bindings } from '../jsonata/evaluate-expression.ts';
import type { RandomSource } from '../random/random-source.ts';
import type { Frame } from './frame.ts';
import type { Runner } from './runner.ts';

/** Context of the paths and templates of one frame. */
export class FrameEnvironment implements Environment {
  readonly #runner: Runner;
  readonly #frame: Frame;
  readonly #mapItem: Json | undefined;

  /** @param mapItem what `$$.Map.Item` is, where it differs from the frame's own: in an ItemSelector */
  constructor(runner: Runner, frame: Frame, mapItem?: Json) {
    this.#runner = runner;
    this.#frame = frame;
    this.#mapItem = mapItem;
  }

  get now(): number {
    return this.#runner.now;
  }

  get random(): RandomSource {
    return this.#runner.random;
  }

  context(): JsonObject {
    const context = this.#runner.context(this.#frame);
    return this.#mapItem === undefined ? context : { ...context, Map: { Item: this.#mapItem } };
  }

  variable(name: string): Json | undefined {
    const { variables } = this.#frame;
    return Object.hasOwn(variables, name) ? variables[name] : undefined;
  }

  variables(): Readonly<Record<string, Json>> {
    return this.#frame.variables;
  }

  /** Context of an expression. `states` has `result` or `errorOutput`, beside the input and the context object. */
  bindings(states: { readonly result?: Json; readonly errorOutput?: Json } = {}): Bindings {
    const environment = this;
    return {
      ...this.#runner.functions(),
      ...this.#frame.variables,
      states: {
        input: this.#frame.input,
        ...states,
        get context() {
          return environment.context();
        },
      },
    };
  }
}
