/** A value that is there at once, unless a JSONata expression has to be evaluated first. */
export type MaybePromise<T> = T | Promise<T>;

/** Continues with a value: at once if it is there. */
export function andThen<T, R>(value: MaybePromise<T>, next: (value: T) => MaybePromise<R>): MaybePromise<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}
