import { type ConditionTest, compileConditions } from './conditions.ts';
import type { ContextKeys } from './context-keys.ts';
import { compilePattern, type Pattern, type PatternOptions } from './pattern.ts';
import { many, type PolicyDocument, type Statement } from './policy-document.ts';
import { compilePrincipal, type Naming, type Principal } from './principal.ts';

/** A policy document that is compiled once and matched often. */
export interface CompiledPolicy {
  readonly statements: readonly CompiledStatement[];
}

/** The request that {@link evaluate} decides. */
export interface Asked {
  readonly principal: Principal;
  /** The action, e.g. `s3:GetObject`. Its case does not matter. */
  readonly action: string;
  /** An ARN, or `*` for an action that has no resource. */
  readonly resource: string;
  /** The condition keys of the request, see {@link contextOf}. */
  readonly context: ContextKeys;
}

/** One statement of a compiled policy. */
export interface CompiledStatement {
  readonly effect: 'Allow' | 'Deny';
  /** Match of the statement with the principal; undefined where the statement does not apply to the request. */
  applies(asked: Asked): Naming | undefined;
}

/**
 * Compiles a policy document. Policy variables such as `${aws:username}` are read in version `2012-10-17` only, as in IAM.
 *
 * @example
 * compilePolicy({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:Get*', Resource: '*' } });
 */
export function compilePolicy({ Version, Statement: statements }: PolicyDocument): CompiledPolicy {
  const variables = Version === '2012-10-17';
  return { statements: many(statements).map((statement) => compileStatement(statement, variables)) };
}

const compiled = new Map<string, CompiledPolicy>();
const MAX_COMPILED = 1000;

/**
 * Compiles the JSON text of a policy. Up to a thousand texts are cached.
 *
 * @throws SyntaxError where the text is not JSON
 */
export function compilePolicyText(text: string): CompiledPolicy {
  let policy = compiled.get(text);
  if (policy === undefined) {
    policy = compilePolicy(JSON.parse(text) as PolicyDocument);
    if (compiled.size >= MAX_COMPILED) compiled.clear();
    compiled.set(text, policy);
  }
  return policy;
}

const ACTION: PatternOptions = { wildcards: true, variables: false, ignoreCase: true };

function compileStatement(statement: Statement, variables: boolean): CompiledStatement {
  const actions = anyOf(statement.Action ?? statement.NotAction, ACTION);
  const notAction = statement.Action === undefined;
  const named = statement.Resource ?? statement.NotResource;
  const resources = named === undefined ? undefined : anyOf(named, { wildcards: true, variables, arn: true });
  const notResource = statement.Resource === undefined;
  const namingOf = compilePrincipal(statement);
  const conditions: ConditionTest = compileConditions(statement.Condition, variables);
  return {
    effect: statement.Effect,
    applies({ principal, action, resource, context }) {
      if (actions(action, context) === notAction) return undefined;
      // A trust policy has no resource: it is about the role that it belongs to.
      if (resources !== undefined && resources(resource, context) === notResource) return undefined;
      const naming = namingOf(principal);
      return naming !== undefined && conditions(context) ? naming : undefined;
    },
  };
}

function anyOf(values: Statement['Action'], options: PatternOptions): Pattern {
  const patterns = many(values).map((value) => compilePattern(value, options));
  const [only] = patterns;
  if (patterns.length === 1 && only !== undefined) return only;
  return (text, context) => patterns.some((pattern) => pattern(text, context));
}
