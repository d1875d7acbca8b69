/** An SDK input shape whose members `K` the API model requires: they have been checked before a handler runs. */
export type Given<T, K extends keyof T> = Omit<T, K> & { readonly [P in K]-?: NonNullable<T[P]> };
