import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compilePolicy } from './compiled-policy.ts';
import { type ContextValue, contextOf } from './context-keys.ts';
import { type Decision, evaluate } from './evaluate.ts';
import type { ConditionBlock, PolicyDocument, Statement } from './policy-document.ts';
import type { Principal } from './principal.ts';

/** A statement in full, or as effect, action, resource and condition. */
type ShortStatement = Statement | readonly ['Allow' | 'Deny', string, string, ConditionBlock?];
type ShortPolicy = readonly ShortStatement[] | PolicyDocument;

/** One case: the policies, the request, what AWS decides, and the page that says so where it is not the file's. */
interface Row {
  readonly case: string;
  readonly docs?: string;
  readonly identity?: ShortPolicy;
  readonly resource_policy?: ShortPolicy;
  readonly trust?: ShortPolicy;
  readonly boundary?: ShortPolicy;
  readonly session?: readonly ShortPolicy[];
  readonly request: {
    readonly action: string;
    readonly resource: string;
    readonly as?: keyof typeof PRINCIPALS;
    readonly resourceAccount?: string;
    readonly context?: Readonly<Record<string, ContextValue>>;
  };
  readonly expect: string;
}

const PRINCIPALS = {
  root: { type: 'root', account: '111122223333', arn: 'arn:aws:iam::111122223333:root' },
  session: {
    type: 'assumed-role',
    account: '111122223333',
    arn: 'arn:aws:sts::111122223333:assumed-role/worker/task',
    roleArn: 'arn:aws:iam::111122223333:role/worker',
  },
  sns: { type: 'service', service: 'sns.amazonaws.com' },
  states: { type: 'service', service: 'states.amazonaws.com' },
} as const satisfies Record<string, Principal>;

const TABLES = new URL('../test/cases/decisions/', import.meta.url);

function policyOf(given: ShortPolicy): PolicyDocument {
  if (!Array.isArray(given)) return given as PolicyDocument;
  const statements = (given as readonly ShortStatement[]).map((statement): Statement => {
    if (!Array.isArray(statement)) return statement as Statement;
    const [Effect, Action, Resource, Condition] = statement as readonly ['Allow' | 'Deny', string, string, ConditionBlock?];
    return { Effect, Action, Resource, ...(Condition === undefined ? {} : { Condition }) };
  });
  return { Version: '2012-10-17', Statement: statements };
}

function decide({ identity, resource_policy, trust, boundary, session, request }: Row): Decision {
  const { action, resource, as = 'session', resourceAccount, context = {} } = request;
  const ofResource = trust ?? resource_policy;
  return evaluate(
    { principal: PRINCIPALS[as], action, resource, context: contextOf(context) },
    {
      identity: identity === undefined ? [] : [compilePolicy(policyOf(identity))],
      resource: ofResource && compilePolicy(policyOf(ofResource)),
      boundary: boundary && compilePolicy(policyOf(boundary)),
      session: session?.map((policy) => compilePolicy(policyOf(policy))),
    },
    { resourceAccount, resourcePolicyDecides: trust !== undefined },
  );
}

function words(decision: Decision): string {
  if (decision.allowed) return 'allowed';
  return `${decision.explicit ? 'explicit' : 'implicit'}: ${decision.by}`;
}

for (const file of readdirSync(TABLES).sort()) {
  const { docs, rows } = JSON.parse(readFileSync(new URL(file, TABLES), 'utf8')) as { docs: string; rows: Row[] };

  describe(`the decision table ${file} (${docs})`, () => {
    it.each(rows.map((row) => [row.case, row] as const))('%s', (_, row) => {
      expect(words(decide(row))).toBe(row.expect);
    });
  });
}

it('has at least 200 rows, each with a separate case and a page of AWS', () => {
  const tables = readdirSync(TABLES).map(
    (file) => JSON.parse(readFileSync(new URL(file, TABLES), 'utf8')) as { docs: string; rows: Row[] },
  );

  for (const { docs, rows } of tables) {
    expect(docs).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    expect(new Set(rows.map((row) => row.case)).size).toBe(rows.length);
  }
  expect(tables.flatMap(({ rows }) => rows).length).toBeGreaterThanOrEqual(200);
});
