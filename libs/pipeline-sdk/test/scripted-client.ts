import { FakeAws } from '@stepmaker/testing';
import type { AwsClient } from '../src/index.ts';

/** Input of a command. */
export type Input = Readonly<Record<string, unknown>>;

/** Outcome of a call: its output, an error to throw, or a function that returns one of them. */
export type Answer = object | ((input: Input) => unknown);

interface Command {
  readonly constructor: { readonly name: string };
  readonly input: Input;
}

/** AWS client whose calls are answered by the name of their operation. Throws for an operation without an answer. */
export class ScriptedClient extends FakeAws<Input, unknown> implements AwsClient {
  constructor(answers: Readonly<Record<string, Answer>> = {}) {
    super();
    for (const [operation, answer] of Object.entries(answers))
      this.operations[operation] = typeof answer === 'function' ? (answer as (input: Input) => unknown) : () => answer;
  }

  /** Inputs of the calls so far. */
  get sent(): readonly Input[] {
    return this.calls.map(({ input }) => input);
  }

  async send(command: Command): Promise<unknown> {
    const operation = command.constructor.name.replace(/Command$/, '');
    if (!Object.hasOwn(this.operations, operation)) throw new Error(`${operation} is not expected`);
    const answer = await this.perform(operation, command.input);
    if (answer instanceof Error) throw answer;
    return answer;
  }
}

/** One answer for each call, in this order. A further call throws. */
export function inTurn(...answers: readonly object[]): (input: Input) => object {
  const left = [...answers];
  return () => left.shift() ?? new Error('No answer left for this call');
}

/** An error as AWS clients throw it: its name is the error code. */
export function awsError(name: string, message: string = name, more: object = {}): Error {
  return Object.assign(new Error(message), { name, ...more });
}
