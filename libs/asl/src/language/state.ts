import type { JsonPath, PayloadTemplate, ReferencePath } from './json-path.ts';
import type { JsonataTemplate } from './jsonata.ts';
import type { QueryLanguage } from './query-language.ts';

/** Fields of every state. */
export interface AnyState {
  readonly Comment?: string;
  /** @default - the machine's */
  readonly QueryLanguage?: QueryLanguage;
}

/** Where a state leads: to another one, or to the end. One of the two is there. */
export type Transition = { readonly Next: string; readonly End?: never } | { readonly End: true; readonly Next?: never };

/** `Assign` and `Output` of a JSONata state. */
export interface JsonataData extends AnyState {
  readonly QueryLanguage?: 'JSONata';
  /** Variables to set; all right-hand sides see the values from before. */
  readonly Assign?: Readonly<Record<string, JsonataTemplate>>;
  /** @default - the result; for states without one, the input */
  readonly Output?: JsonataTemplate;
}

/** Filters of input and output of a JSONPath state. */
export interface JsonPathData extends AnyState {
  readonly QueryLanguage?: 'JSONPath';
  readonly Assign?: Readonly<Record<string, PayloadTemplate>>;
  /** @default `$` */
  readonly InputPath?: JsonPath | null;
  /** @default `$` */
  readonly OutputPath?: JsonPath | null;
}

/** Handling of the result of a JSONPath state. */
export interface JsonPathResult {
  readonly ResultSelector?: PayloadTemplate;
  /** @default `$`, in place of the input */
  readonly ResultPath?: ReferencePath | null;
}

/** `Omit` that keeps a union a union. */
export type Without<Type, Member extends PropertyKey> = Type extends unknown ? Omit<Type, Member> : never;
