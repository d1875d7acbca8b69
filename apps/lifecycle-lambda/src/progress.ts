/** What a Delete has done by now. It travels with the request from one invocation to the next. */
export interface Progress {
  /** How often what was done, by the operation: `{ "DeleteModel": 2 }`. */
  readonly Done: Record<string, number>;
  /** Endpoints that were deleted; their log groups go once they have gone. */
  readonly EndpointNames: string[];
  /** The cursor: jobs that were created before have been dealt with. @default - none has */
  CreatedAfter?: string;
}

/** Counts what was done. */
export function count({ Done }: Progress, operation: string, times: number): void {
  Done[operation] = (Done[operation] ?? 0) + times;
}

/** Lets the words for "not there any more", "not in this state" and "no such operation in this region" pass; throws any other error. */
export function unlessGone(error: unknown): void {
  if (!/^(ValidationException|ResourceNotFound|UnknownOperation)/.test((error as Error).name)) throw error;
}

/** A client of AWS, and one of its commands, as far as they go here. */
interface Client {
  send(command: never): Promise<unknown>;
}

/**
 * Sends a command that changes something, and counts it. What has gone by now is no obstacle: the next look sees it.
 */
export async function perform(progress: Progress, client: Client, command: object): Promise<void> {
  try {
    await client.send(command as never);
    count(progress, command.constructor.name.slice(0, -'Command'.length), 1);
  } catch (error) {
    unlessGone(error);
  }
}
