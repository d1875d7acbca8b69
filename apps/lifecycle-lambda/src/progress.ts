/** Progress of a Delete. It travels with the request from one invocation to the next. */
export interface Progress {
  /** How often what was done, by the operation, and what failed without harm, by its error: `{ "DeleteModel": 2, "DeleteTrainingJob: ResourceInUse": 1 }`. */
  readonly Done: Record<string, number>;
  /** Endpoints that were deleted; their log groups go once they no longer exist. */
  readonly EndpointNames: string[];
  /** Time at which everything that runs and bills was deleted, in epoch milliseconds. @default - something is left */
  GoneAt?: number;
  /** The cursor: jobs that were created before have been dealt with. @default - none has */
  CreatedAfter?: string;
}

/** Counts what was done. */
export function count({ Done }: Progress, operation: string, times: number): void {
  Done[operation] = (Done[operation] ?? 0) + times;
}

/** The services' words for "not there any more", "not in this state" and "no such operation in this region". */
const GONE = /^(NoSuch|ResourceNotFound|UnknownOperation|ValidationException)|DoesNotExist$/;

/** Lets an error pass that says that something is not there; throws any other. */
export function unlessGone(error: unknown): void {
  if (!GONE.test((error as Error).name)) throw error;
}

/** A client whose methods are named at run time. */
interface OperationClient {
  operation(input: object): Promise<unknown>;
}

/**
 * Calls an operation that changes something, and counts it. A resource that is missing by now is ignored: the next look sees it.
 *
 * @param client with a method for each operation, such as `SageMaker`
 * @param operation as AWS writes it, such as `DeleteModel`
 * @throws TypeError where the client has no such operation, and errors of AWS
 */
export async function perform(progress: Progress, client: object, operation: string, input: object): Promise<void> {
  const method = operation.replace(/./, (first) => first.toLowerCase());
  try {
    await (client as OperationClient)[method as 'operation'](input);
    count(progress, operation, 1);
  } catch (error) {
    unlessGone(error);
  }
}

/**
 * Does something that a delete can do without: an error that does not say that the thing is gone is counted by its name, and the delete continues.
 *
 * @param operation what the report calls it
 */
export async function attempt<Result>(
  progress: Progress,
  operation: string,
  action: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await action();
  } catch (error) {
    const { name } = error as Error;
    if (!GONE.test(name)) count(progress, `${operation}: ${name}`, 1);
    return undefined;
  }
}
