/**
 * The input shape of the SDK with the members `K` required. The dispatcher checks every input against the API model before a handler runs, so a
 * handler needs no default for a member that the model requires.
 */
export type Given<T, K extends keyof T> = Omit<T, K> & { readonly [P in K]-?: NonNullable<T[P]> };
