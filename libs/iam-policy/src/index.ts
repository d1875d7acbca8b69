/**
 * Evaluates IAM policies as AWS does. Pure: the same request and policies give the same decision.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export { type Asked, type CompiledPolicy, type CompiledStatement, compilePolicy, compilePolicyText } from './compiled-policy.ts';
export { type OperatorName, parseOperator } from './conditions.ts';
export { type ContextKeys, type ContextValue, contextOf } from './context-keys.ts';
export { type Circumstances, type Decision, evaluate, type Policies, type PolicyKind } from './evaluate.ts';
export {
  type ConditionBlock,
  many,
  type OneOrMany,
  type PolicyDocument,
  type PrincipalElement,
  type Statement,
} from './policy-document.ts';
export type { Principal } from './principal.ts';
