import type {
  DeleteDashboardsCommandInput,
  GetDashboardCommandInput,
  GetDashboardOutput,
  ListDashboardsCommandInput,
  ListDashboardsOutput,
  PutDashboardCommandInput,
  PutDashboardOutput,
} from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../../../core/aws-error.ts';
import type { Clock } from '../../../core/clock.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { Collection, Store } from '../../../core/store.ts';

/** A dashboard as it is kept, by name: dashboards belong to no region. */
export interface Dashboard {
  readonly name: string;
  readonly arn: string;
  /** JSON. */
  readonly body: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
}

/** The dashboards of the account. */
export function dashboardStore(store: Store): Collection<Dashboard> {
  return store.collection('cloudwatch.dashboard');
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html */
export function putDashboard(
  dashboards: Collection<Dashboard>,
  clock: Clock,
): OperationHandler<PutDashboardCommandInput, PutDashboardOutput> {
  return (input, { partition, account }) => {
    const { DashboardName = '', DashboardBody = '' } = input;
    const { Tags } = input as { Tags?: readonly { Key?: string; Value?: string }[] };
    if (!/^[\w-]{1,255}$/u.test(DashboardName))
      throw invalidInput(
        `The value ${DashboardName} for field DashboardName contains invalid characters. It can only contain alphanumerics, dash (-) and underscore (_).`,
      );
    if (!isJsonObject(DashboardBody)) throw invalidInput('The field DashboardBody must be a valid JSON object');
    dashboards.put(DashboardName, {
      name: DashboardName,
      arn: `arn:${partition}:cloudwatch::${account}:dashboard/${DashboardName}`,
      body: DashboardBody,
      tags: Tags
        ? Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]))
        : (dashboards.get(DashboardName)?.tags ?? {}),
      modifiedAt: clock.now(),
    });
    return { DashboardValidationMessages: [] };
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetDashboard.html */
export function getDashboard(dashboards: Collection<Dashboard>): OperationHandler<GetDashboardCommandInput, GetDashboardOutput> {
  return ({ DashboardName = '' }) => {
    const dashboard = dashboards.get(DashboardName);
    if (dashboard === undefined) throw notFound(DashboardName);
    return { DashboardArn: dashboard.arn, DashboardBody: dashboard.body, DashboardName };
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListDashboards.html */
export function listDashboards(
  dashboards: Collection<Dashboard>,
): OperationHandler<ListDashboardsCommandInput, ListDashboardsOutput> {
  return ({ DashboardNamePrefix = '' }) => ({
    DashboardEntries: dashboards.list({ prefix: DashboardNamePrefix }).map(({ value: { name, arn, body, modifiedAt } }) => ({
      DashboardName: name,
      DashboardArn: arn,
      LastModified: new Date(modifiedAt),
      Size: Buffer.byteLength(body),
    })),
  });
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteDashboards.html */
export function deleteDashboards(
  dashboards: Collection<Dashboard>,
  store: Store,
): OperationHandler<DeleteDashboardsCommandInput, object> {
  return ({ DashboardNames = [] }) => {
    const missing = DashboardNames.find((name) => dashboards.get(name) === undefined);
    if (missing !== undefined) throw notFound(missing);
    store.transaction(() => {
      for (const name of DashboardNames) dashboards.delete(name);
    });
    return {};
  };
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function notFound(name: string): AwsError {
  return new AwsError({ code: 'ResourceNotFound', message: `Dashboard ${name} does not exist`, httpStatus: 404 });
}

function invalidInput(message: string): AwsError {
  return new AwsError({ code: 'InvalidParameterInput', message });
}
