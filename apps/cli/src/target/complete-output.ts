/** A part of an AWS output whose fields AWS always returns, though its model marks all of them as optional. */
export type CompleteOutput<Output> = { readonly [Field in keyof Output]-?: NonNullable<Output[Field]> };
