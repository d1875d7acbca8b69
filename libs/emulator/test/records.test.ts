import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestEmulator, type TestEmulator } from './test-emulator.ts';

let running: TestEmulator;
beforeAll(async () => {
  running = await startTestEmulator();
});
afterAll(() => running[Symbol.asyncDispose]());

/** An operation of a service whose client is not installed here, as the root of the account. */
const callOf =
  (service: string) =>
  <Output = Record<string, unknown>>(operation: string, input: object = {}): Promise<Output> =>
    running.emulator.aws.call<Output>(service as 'budgets', operation, input, { caller: running.emulator.rootCaller });

describe('AWS Budgets', () => {
  const call = callOf('budgets');
  const AccountId = '000000000000';
  const BudgetName = 'monthly';
  const Budget = { BudgetName, BudgetType: 'COST', TimeUnit: 'MONTHLY', BudgetLimit: { Amount: '10', Unit: 'USD' } };
  const Notification = { NotificationType: 'ACTUAL', ComparisonOperator: 'GREATER_THAN', Threshold: 80 };
  const subscriber = (Address: string): object => ({ SubscriptionType: 'EMAIL', Address });
  const ResourceARN = `arn:aws:budgets::${AccountId}:budget/${BudgetName}`;

  it('keeps a budget with its limit and its period', async () => {
    await call('CreateBudget', { AccountId, Budget });

    expect(await call('DescribeBudget', { AccountId, BudgetName })).toMatchObject({
      Budget: {
        ...Budget,
        CalculatedSpend: { ActualSpend: { Amount: '0.0', Unit: 'USD' } },
        TimePeriod: { Start: expect.any(Date) },
      },
    });
    const Start = new Date(Date.UTC(2026, 5, 1));
    const NewBudget = { ...Budget, BudgetLimit: { Amount: '20', Unit: 'USD' }, TimePeriod: { Start } };
    await call('UpdateBudget', { AccountId, NewBudget });
    expect(await call('DescribeBudgets', { AccountId })).toMatchObject({
      Budgets: [{ BudgetLimit: { Amount: '20' }, TimePeriod: { Start } }],
    });
  });

  it('refuses a name that is taken, a notification to no one, and a budget that does not exist', async () => {
    const NotificationsWithSubscribers = [{ Notification, Subscribers: [] }];

    await expect(call('CreateBudget', { AccountId, Budget })).rejects.toMatchObject({ code: 'DuplicateRecordException' });
    await expect(
      call('CreateBudget', { AccountId, Budget: { ...Budget, BudgetName: 'other' }, NotificationsWithSubscribers }),
    ).rejects.toMatchObject({ code: expect.stringMatching(/InvalidParameter|Validation/) });
    await expect(call('DescribeBudget', { AccountId, BudgetName: 'other' })).rejects.toMatchObject({ code: 'NotFoundException' });
  });

  it('keeps notifications and who gets them', async () => {
    const of = { AccountId, BudgetName, Notification };
    const addresses = async (): Promise<string[]> =>
      (await call<{ Subscribers: { Address: string }[] }>('DescribeSubscribersForNotification', of)).Subscribers.map(
        ({ Address }) => Address,
      );
    await call('CreateNotification', { ...of, Subscribers: [subscriber('a@example.com')] });
    await call('CreateSubscriber', { ...of, Subscriber: subscriber('b@example.com') });
    await call('UpdateSubscriber', {
      ...of,
      OldSubscriber: subscriber('a@example.com'),
      NewSubscriber: subscriber('c@example.com'),
    });

    expect(await addresses()).toEqual(['b@example.com', 'c@example.com']);
    await call('DeleteSubscriber', { ...of, Subscriber: subscriber('b@example.com') });
    expect(await addresses()).toEqual(['c@example.com']);
    const NewNotification = { ...Notification, Threshold: 90, ThresholdType: 'ABSOLUTE_VALUE' };
    await call('UpdateNotification', { AccountId, BudgetName, OldNotification: Notification, NewNotification });
    expect(await call('DescribeNotificationsForBudget', { AccountId, BudgetName })).toMatchObject({
      Notifications: [{ Threshold: 90, ThresholdType: 'ABSOLUTE_VALUE', NotificationState: 'OK' }],
    });
    await expect(addresses()).rejects.toMatchObject({ code: 'NotFoundException' });
    await call('DeleteNotification', { AccountId, BudgetName, Notification: NewNotification });
    expect(await call('DescribeNotificationsForBudget', { AccountId, BudgetName })).toMatchObject({ Notifications: [] });
  });

  it('keeps tags, and forgets all with the budget', async () => {
    const tag = (Key: string, Value: string): object => ({ Key, Value });
    await call('TagResource', { ResourceARN, ResourceTags: [tag('a', '1'), tag('b', '1')] });
    await call('TagResource', { ResourceARN, ResourceTags: [tag('b', '2')] });
    await call('UntagResource', { ResourceARN, ResourceTagKeys: ['a'] });

    expect(await call('ListTagsForResource', { ResourceARN })).toEqual({ ResourceTags: [tag('b', '2')] });
    await call('DeleteBudget', { AccountId, BudgetName });
    await expect(call('ListTagsForResource', { ResourceARN })).rejects.toMatchObject({ code: 'NotFoundException' });
  });
});

describe('AWS CloudTrail', () => {
  const call = callOf('cloudtrail');
  const s3 = callOf('s3');
  const arn = 'arn:aws:cloudtrail:us-east-1:000000000000:trail/audit';
  const create = (more: object = {}): Promise<Record<string, unknown>> =>
    call('CreateTrail', { Name: 'audit', S3BucketName: 'audit-logs', ...more });

  it('needs a bucket whose policy lets it write', async () => {
    await expect(create()).rejects.toMatchObject({ code: 'S3BucketDoesNotExistException' });
    await s3('CreateBucket', { Bucket: 'audit-logs' });
    await expect(create()).rejects.toMatchObject({ code: 'InsufficientS3BucketPolicyException' });

    const Principal = { Service: 'cloudtrail.amazonaws.com' };
    const Statement = [
      { Effect: 'Allow', Principal, Action: 's3:GetBucketAcl', Resource: 'arn:aws:s3:::audit-logs' },
      { Effect: 'Allow', Principal, Action: 's3:PutObject', Resource: 'arn:aws:s3:::audit-logs/*' },
    ];
    await s3('PutBucketPolicy', { Bucket: 'audit-logs', Policy: JSON.stringify({ Version: '2012-10-17', Statement }) });

    expect(await create({ EnableLogFileValidation: true, TagsList: [{ Key: 'a', Value: '1' }] })).toMatchObject({
      TrailARN: arn,
      LogFileValidationEnabled: true,
    });
  });

  it('rejects names that are too short or in use, and features that are not served', async () => {
    await expect(create({ Name: 'a' })).rejects.toMatchObject({ code: 'InvalidTrailNameException' });
    await expect(create()).rejects.toMatchObject({ code: 'TrailAlreadyExistsException' });
    await expect(create({ Name: 'organization', IsOrganizationTrail: true })).rejects.toMatchObject({ code: 'NotImplemented' });
    await expect(call('GetTrail', { Name: 'other' })).rejects.toMatchObject({ code: 'TrailNotFoundException' });
  });

  it('starts and stops logging', async () => {
    expect(await call('GetTrailStatus', { Name: 'audit' })).toEqual({ IsLogging: false });
    await call('StartLogging', { Name: arn });
    expect(await call('GetTrailStatus', { Name: 'audit' })).toMatchObject({
      IsLogging: true,
      StartLoggingTime: expect.any(Date),
    });
    await call('StopLogging', { Name: 'audit' });
    expect(await call('GetTrailStatus', { Name: 'audit' })).toMatchObject({
      IsLogging: false,
      StopLoggingTime: expect.any(Date),
    });
  });

  it('keeps selectors of either kind, one at a time', async () => {
    const EventSelectors = [{ ReadWriteType: 'WriteOnly', IncludeManagementEvents: true }];
    const AdvancedEventSelectors = [{ Name: 'all', FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }] }];

    expect(await call('GetEventSelectors', { TrailName: 'audit' })).toMatchObject({ EventSelectors: [{ ReadWriteType: 'All' }] });
    expect(await call('PutEventSelectors', { TrailName: 'audit', EventSelectors })).toEqual({ TrailARN: arn, EventSelectors });
    expect(await call('PutEventSelectors', { TrailName: 'audit', AdvancedEventSelectors })).toEqual({
      TrailARN: arn,
      AdvancedEventSelectors,
    });
    await expect(call('PutEventSelectors', { TrailName: 'audit' })).rejects.toMatchObject({
      code: 'InvalidEventSelectorsException',
    });
    await expect(call('GetInsightSelectors', { TrailName: 'audit' })).rejects.toMatchObject({
      code: 'InsightNotEnabledException',
    });
  });

  it('lists, tags, changes and deletes trails', async () => {
    await call('AddTags', {
      ResourceId: arn,
      TagsList: [
        { Key: 'a', Value: '2' },
        { Key: 'b', Value: '3' },
      ],
    });
    await call('RemoveTags', { ResourceId: arn, TagsList: [{ Key: 'b' }] });
    await call('UpdateTrail', { Name: 'audit', EnableLogFileValidation: false });

    expect(await call('ListTags', { ResourceIdList: [arn] })).toMatchObject({
      ResourceTagList: [{ ResourceId: arn, TagsList: [{ Key: 'a', Value: '2' }] }],
    });
    expect(await call('DescribeTrails', { trailNameList: ['audit', 'other'] })).toMatchObject({
      trailList: [{ TrailARN: arn, LogFileValidationEnabled: false }],
    });
    expect(await call('DescribeTrails')).toMatchObject({ trailList: [{ Name: 'audit' }] });
    expect(await call('ListTrails')).toMatchObject({ Trails: [{ TrailARN: arn, HomeRegion: 'us-east-1' }] });
    await call('DeleteTrail', { Name: 'audit' });
    expect(await call('ListTrails')).toEqual({ Trails: [] });
  });
});
