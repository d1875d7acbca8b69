import { AwsError, notServed } from '../../core/aws-error.ts';
import type { Runtime } from '../../core/runtime.ts';
import type { Call, OperationHandler, Service } from '../../core/service.ts';
import type { Collection } from '../../core/store.ts';

interface Tag {
  readonly Key: string;
  readonly Value?: string;
}

/** A trail as it is kept, by its ARN. */
interface Trail {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  /** In the API's shape. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly logging: boolean;
  /** Milliseconds since the epoch. */
  readonly startedAt?: number;
  readonly stoppedAt?: number;
  readonly selectors?: readonly object[];
  readonly advancedSelectors?: readonly object[];
  readonly tags: readonly Tag[];
}

interface TrailInput {
  readonly Name?: string;
  readonly TrailName?: string;
  readonly S3BucketName?: string;
  readonly EnableLogFileValidation?: boolean;
  readonly IsOrganizationTrail?: boolean;
  readonly TagsList?: readonly Tag[];
  readonly ResourceId?: string;
  readonly ResourceIdList?: readonly string[];
  readonly trailNameList?: readonly string[];
  readonly EventSelectors?: readonly object[];
  readonly AdvancedEventSelectors?: readonly object[];
}

/** What is recorded unless selectors say otherwise: management events. */
const DEFAULT_SELECTORS = [
  { ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [], ExcludeManagementEventSources: [] },
];

/**
 * AWS CloudTrail, as records: trails can be made, started and stopped, and their bucket's policy is checked; no events are recorded.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/Welcome.html
 */
export function createCloudTrailService(runtime: Runtime): Service {
  const { clock } = runtime;
  const trails: Collection<Trail> = runtime.store.collection('cloudtrail.trail');
  const arnOf = (name: string, { partition, region, account }: Call): string =>
    name.startsWith('arn:') ? name : `arn:${partition}:cloudtrail:${region}:${account}:trail/${name}`;
  const get = (name: string | undefined, call: Call): Trail => {
    const trail = trails.get(arnOf(name ?? '', call));
    if (trail === undefined)
      throw new AwsError({
        code: 'TrailNotFoundException',
        message: `Unknown trail: ${arnOf(name ?? '', call)} for the user: ${call.account}`,
      });
    return trail;
  };
  const put = (trail: Trail): void => trails.put(trail.arn, trail);
  const operations: Record<string, OperationHandler<TrailInput>> = {
    CreateTrail: async (input, call) => {
      const { Name = '', TagsList = [] } = input;
      if (!/^[a-zA-Z0-9][\w.-]{2,127}$/u.test(Name))
        throw new AwsError({
          code: 'InvalidTrailNameException',
          message:
            'Trail name or ARN can only contain uppercase letters, lowercase letters, numbers, periods (.), hyphens (-), and underscores (_).',
        });
      const arn = arnOf(Name, call);
      if (trails.get(arn) !== undefined)
        throw new AwsError({
          code: 'TrailAlreadyExistsException',
          message: `Trail ${Name} already exists for customer: ${call.account}`,
        });
      if (input.IsOrganizationTrail === true) throw notServed("CloudTrail's IsOrganizationTrail");
      await requireBucket(runtime, input.S3BucketName ?? '', arn, call);
      const trail: Trail = { name: Name, arn, region: call.region, settings: settingsOf(input), logging: false, tags: TagsList };
      put(trail);
      return shape(trail);
    },
    UpdateTrail: async (input, call) => {
      const trail = get(input.Name, call);
      const next = { ...trail, settings: { ...trail.settings, ...settingsOf(input) } };
      await requireBucket(runtime, String(next.settings['S3BucketName']), trail.arn, call);
      put(next);
      return shape(next);
    },
    DeleteTrail: ({ Name }, call) => {
      trails.delete(get(Name, call).arn);
    },
    GetTrail: ({ Name }, call) => ({ Trail: shape(get(Name, call)) }),
    DescribeTrails: ({ trailNameList = [] }, call) => ({
      trailList: trails
        .list()
        .map(({ value }) => value)
        .filter(({ arn, region }) =>
          trailNameList.length === 0 ? region === call.region : trailNameList.some((name) => arnOf(name, call) === arn),
        )
        .map(shape),
    }),
    ListTrails: () => ({
      Trails: trails.list().map(({ value }) => ({ TrailARN: value.arn, Name: value.name, HomeRegion: value.region })),
    }),
    GetTrailStatus: ({ Name }, call) => {
      const { logging, startedAt, stoppedAt } = get(Name, call);
      return {
        IsLogging: logging,
        ...(startedAt === undefined
          ? {}
          : { StartLoggingTime: new Date(startedAt), TimeLoggingStarted: new Date(startedAt).toISOString() }),
        ...(stoppedAt === undefined
          ? {}
          : { StopLoggingTime: new Date(stoppedAt), TimeLoggingStopped: new Date(stoppedAt).toISOString() }),
      };
    },
    StartLogging: ({ Name }, call) => put({ ...get(Name, call), logging: true, startedAt: clock.now() }),
    StopLogging: ({ Name }, call) => put({ ...get(Name, call), logging: false, stoppedAt: clock.now() }),
    PutEventSelectors: ({ TrailName, EventSelectors, AdvancedEventSelectors }, call) => {
      const { selectors: _former, advancedSelectors: _formerToo, ...trail } = get(TrailName, call);
      if ((EventSelectors === undefined) === (AdvancedEventSelectors === undefined))
        throw new AwsError({
          code: 'InvalidEventSelectorsException',
          message: 'Specify either EventSelectors or AdvancedEventSelectors.',
        });
      put({
        ...trail,
        ...(EventSelectors === undefined ? {} : { selectors: EventSelectors }),
        ...(AdvancedEventSelectors === undefined ? {} : { advancedSelectors: AdvancedEventSelectors }),
      });
      return selectorsOf(get(TrailName, call));
    },
    GetEventSelectors: ({ TrailName }, call) => selectorsOf(get(TrailName, call)),
    GetInsightSelectors: ({ TrailName }, call) => {
      throw new AwsError({
        code: 'InsightNotEnabledException',
        message: `Trail ${get(TrailName, call).name} does not have Insights enabled.`,
      });
    },
    AddTags: ({ ResourceId, TagsList = [] }, call) => {
      const trail = get(ResourceId, call);
      const kept = trail.tags.filter(({ Key }) => !TagsList.some((each) => each.Key === Key));
      put({ ...trail, tags: [...kept, ...TagsList] });
    },
    RemoveTags: ({ ResourceId, TagsList = [] }, call) => {
      const trail = get(ResourceId, call);
      put({ ...trail, tags: trail.tags.filter(({ Key }) => !TagsList.some((each) => each.Key === Key)) });
    },
    ListTags: ({ ResourceIdList = [] }, call) => ({
      ResourceTagList: ResourceIdList.map((id) => ({ ResourceId: id, TagsList: get(id, call).tags })),
    }),
  };
  return { id: 'cloudtrail', resourceTags: (arn) => tagsOf(trails.get(arn)), operations };
}

/** CloudTrail writes a trial object first, and refuses a bucket that does not let it. */
async function requireBucket(
  runtime: Runtime,
  bucket: string,
  trailArn: string,
  { region, account, partition }: Call,
): Promise<void> {
  const { aws } = runtime;
  const caller = {
    type: 'service' as const,
    account,
    arn: 'cloudtrail.amazonaws.com',
    service: 'cloudtrail.amazonaws.com',
    sourceArn: trailArn,
    sourceAccount: account,
  };
  const root = { type: 'root' as const, account, arn: `arn:${partition}:iam::${account}:root` };
  try {
    await aws.call('s3', 'HeadBucket', { Bucket: bucket }, { caller: root, region });
  } catch {
    throw new AwsError({ code: 'S3BucketDoesNotExistException', message: `S3 bucket ${bucket} does not exist!` });
  }
  const decisions = [
    aws.authorize({ caller, action: 's3:GetBucketAcl', resource: `arn:${partition}:s3:::${bucket}`, region, service: 's3' }),
    aws.authorize({
      caller,
      action: 's3:PutObject',
      resource: `arn:${partition}:s3:::${bucket}/AWSLogs/${account}/CloudTrail/${region}/trial`,
      region,
      service: 's3',
      context: { 's3:x-amz-acl': 'bucket-owner-full-control' },
    }),
  ];
  if (decisions.every(({ allowed }) => allowed)) return;
  throw new AwsError({
    code: 'InsufficientS3BucketPolicyException',
    message: `Incorrect S3 bucket policy is detected for bucket: ${bucket}`,
  });
}

function settingsOf(input: TrailInput): Record<string, unknown> {
  const { Name: _name, TagsList: _tags, EnableLogFileValidation, ...rest } = input;
  return { ...rest, ...(EnableLogFileValidation === undefined ? {} : { LogFileValidationEnabled: EnableLogFileValidation }) };
}

function shape({ name, arn, region, settings, selectors, advancedSelectors }: Trail): object {
  return {
    IncludeGlobalServiceEvents: true,
    IsMultiRegionTrail: false,
    IsOrganizationTrail: false,
    LogFileValidationEnabled: false,
    ...settings,
    Name: name,
    TrailARN: arn,
    HomeRegion: region,
    HasCustomEventSelectors: selectors !== undefined || advancedSelectors !== undefined,
    HasInsightSelectors: false,
  };
}

function selectorsOf({ arn, selectors, advancedSelectors }: Trail): object {
  if (advancedSelectors !== undefined) return { TrailARN: arn, AdvancedEventSelectors: advancedSelectors };
  return { TrailARN: arn, EventSelectors: selectors ?? DEFAULT_SELECTORS };
}

function tagsOf(trail: Trail | undefined): Record<string, string> | undefined {
  return trail && Object.fromEntries(trail.tags.map(({ Key, Value = '' }) => [Key, Value]));
}
