import type { StackEvent } from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from 'vitest';
import { firstFailure } from './stack-failure.ts';

const event = (LogicalResourceId: string, ResourceStatus: string, ResourceStatusReason?: string): StackEvent =>
  ({ LogicalResourceId, ResourceStatus, ResourceStatusReason, ResourceType: 'AWS::X::Y' }) as StackEvent;

describe('firstFailure', () => {
  it('skips what was only cancelled because of it', () => {
    const failure = firstFailure([
      event('A', 'CREATE_IN_PROGRESS'),
      event('B', 'CREATE_FAILED', 'Resource creation cancelled'),
      event('C', 'CREATE_FAILED', 'boom'),
      event('D', 'CREATE_FAILED', 'later'),
    ]);

    expect(failure).toEqual({ logicalId: 'C', type: 'AWS::X::Y', reason: 'boom', hint: undefined });
  });

  it.each([
    ['User: me is not authorized to perform: iam:CreateRole', /lack a permission/],
    ['bucket already exists', /Another resource has this name/],
    ['The maximum limit of roles', /quota of the account/],
    ['No export named x found', /Deploy the core stack first/],
    ['The bucket you tried to delete is not empty', /Empty it/],
  ])('gives a hint for "%s"', (reason, hint) => {
    expect(firstFailure([event('A', 'CREATE_FAILED', reason)])?.hint).toMatch(hint);
  });

  it('finds nothing where nothing failed', () => {
    expect(firstFailure([event('A', 'CREATE_COMPLETE')])).toBeUndefined();
  });
});
