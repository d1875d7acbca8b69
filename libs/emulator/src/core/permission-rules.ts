import type { ContextValue } from '@stepmaker/iam-policy';
import type { ArnScope } from './arn.ts';
import type { Caller } from './caller.ts';
import type { ServiceId } from './service.ts';

/** The input of an operation. */
export type OperationInput = Readonly<Record<string, unknown>>;

/** Where a call is made, and the roles of its account. */
export interface CallScope extends ArnScope {
  /** Gives the ARN of a role of this account, with its path, by the role's name. */
  readonly roleArn: (name: string) => string;
}

/**
 * Converts the value of an input's member for an ARN. `models/<service>.permissions.json` names the form behind a bar:
 * `{FunctionName|function}`.
 */
export interface ArnForm {
  readonly write: (value: string, scope: CallScope, input: OperationInput) => string;
  /** Value in the ARN if the input lacks the member. @default '*' */
  readonly absent?: string;
}

/** Source of the value of a condition key. */
export interface ConditionFacts {
  readonly caller: Caller;
  /** The account of the server. */
  readonly account: string;
  /** An ARN, or `*`. */
  readonly resource: string;
  /** @default - the decision is about an action that is not a call */
  readonly call?: { readonly service: ServiceId; readonly operation: string; readonly input: OperationInput };
}

/** Reads the value of a condition key. Returns undefined if the request does not have the key. */
export type ConditionKey = (facts: ConditionFacts) => ContextValue;

/** Permissions of one service beyond `models/<service>.permissions.json`. */
export interface PermissionRules {
  /** Forms by name, beside those that every service has. @default {} */
  readonly arnForms?: Readonly<Record<string, ArnForm>>;
  /** Condition keys that are not read from a member of the input alone, by their names in lower case. @default {} */
  readonly conditionKeys?: Readonly<Record<string, ConditionKey>>;
}
