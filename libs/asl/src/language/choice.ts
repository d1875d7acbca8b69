import type { JsonPath, PayloadTemplate } from './json-path.ts';
import type { JsonataExpression, JsonataTemplate } from './jsonata.ts';
import type { JsonataData, JsonPathData, Without } from './state.ts';

/** One rule of a JSONata Choice: the first whose condition is true is followed. */
export interface JsonataChoiceRule {
  readonly Comment?: string;
  readonly Condition: JsonataExpression | boolean;
  readonly Next: string;
  readonly Assign?: Readonly<Record<string, JsonataTemplate>>;
  readonly Output?: JsonataTemplate;
}

/** A Choice state in JSONata. `Assign` and `Output` of the state count when no rule matched. */
export type JsonataChoiceState = { readonly Type: 'Choice' } & JsonataData & {
    readonly Choices: readonly JsonataChoiceRule[];
    readonly Default?: string;
  };

type Order = 'Equals' | 'LessThan' | 'LessThanEquals' | 'GreaterThan' | 'GreaterThanEquals';
type Comparisons<Kind extends string, Value> = { readonly [Name in `${Kind}${Order}`]?: Value } & {
  readonly [Name in `${Kind}${Order}Path`]?: JsonPath;
};

/** The comparison operators of JSONPath; a rule has exactly one. */
export type ComparisonOperators = Comparisons<'String', string> &
  Comparisons<'Numeric', number> &
  Comparisons<'Timestamp', string> & {
    readonly StringMatches?: string;
    readonly BooleanEquals?: boolean;
    readonly BooleanEqualsPath?: JsonPath;
    readonly IsBoolean?: boolean;
    readonly IsNull?: boolean;
    readonly IsNumeric?: boolean;
    readonly IsPresent?: boolean;
    readonly IsString?: boolean;
    readonly IsTimestamp?: boolean;
  };

/** A test of one value, or a combination of tests. */
export type JsonPathCondition =
  | ({ readonly Variable: JsonPath } & ComparisonOperators)
  | { readonly And: readonly JsonPathCondition[] }
  | { readonly Or: readonly JsonPathCondition[] }
  | { readonly Not: JsonPathCondition };

/** One rule of a JSONPath Choice. */
export type JsonPathChoiceRule = JsonPathCondition & {
  readonly Comment?: string;
  readonly Next: string;
  readonly Assign?: Readonly<Record<string, PayloadTemplate>>;
};

/** A Choice state in JSONPath. */
export type JsonPathChoiceState = { readonly Type: 'Choice' } & JsonPathData & {
    readonly Choices: readonly JsonPathChoiceRule[];
    readonly Default?: string;
  };

/**
 * A state that continues by conditions. Without `Default`, no match is `States.NoChoiceMatched`.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
export type ChoiceState = JsonataChoiceState | JsonPathChoiceState;

/** Makes a {@link ChoiceState}. */
export function choice<const State extends Without<ChoiceState, 'Type'>>(state: State): State & { readonly Type: 'Choice' } {
  return { Type: 'Choice', ...state };
}
