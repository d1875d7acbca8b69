import type { ListRulesCommandInput, ListRulesResponse } from '@aws-sdk/client-eventbridge';
import { pageOf } from '../../../core/page.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { validation } from '../errors.ts';
import { ruleDescription } from '../rule-description.ts';
import type { RuleStore } from '../rule-store.ts';

/**
 * Lists the rules of the default bus.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRules.html
 */
export function listRules(rules: RuleStore): OperationHandler<ListRulesCommandInput, ListRulesResponse> {
  return ({ NamePrefix = '', EventBusName, NextToken: token, Limit: size = 100 }, { region }) => {
    const { items, nextToken } = pageOf(rules.list(region, EventBusName, NamePrefix), {
      list: `ListRules ${region} ${NamePrefix}`,
      token,
      size,
      keyOf: ({ name }) => name,
      isSorted: true,
      invalidToken: () => validation('Parameter NextToken is not valid.'),
    });
    return { Rules: items.map(ruleDescription), ...(nextToken !== undefined && { NextToken: nextToken }) };
  };
}
