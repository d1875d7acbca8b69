import type { Runtime } from './runtime.ts';
import type { Service, ServiceId } from './service.ts';
import type { SqliteStore } from './sqlite-store.ts';

/** Makes a service. */
export type ServiceFactory = (runtime: Runtime) => Service;

/** Where each service's code is; imported at the service's first use, so that a server starts at once. */
export const SERVICE_CATALOGUE: Readonly<Partial<Record<ServiceId, () => Promise<ServiceFactory>>>> = {
  'application-autoscaling': async () =>
    (await import('../services/application-autoscaling/service.ts')).createApplicationAutoScalingService,
  budgets: async () => (await import('../services/budgets/service.ts')).createBudgetsService,
  cloudformation: async () => (await import('../services/cloudformation/service.ts')).createCloudFormationService,
  cloudtrail: async () => (await import('../services/cloudtrail/service.ts')).createCloudTrailService,
  cloudwatch: async () => (await import('../services/cloudwatch/service.ts')).createCloudWatchService,
  ec2: async () => (await import('../services/ec2/service.ts')).createEc2Service,
  events: async () => (await import('../services/events/service.ts')).createEventsService,
  iam: async () => (await import('../services/iam/service.ts')).createIamService,
  kms: async () => (await import('../services/kms/service.ts')).createKmsService,
  lambda: async () => (await import('../services/lambda/service.ts')).createLambdaService,
  logs: async () => (await import('../services/logs/service.ts')).createLogsService,
  s3: async () => (await import('../services/s3/service.ts')).createS3Service,
  sagemaker: async () => (await import('../services/sagemaker/service.ts')).createSageMakerService,
  'sagemaker-runtime': async () => (await import('../services/sagemaker-runtime/service.ts')).createSageMakerRuntimeService,
  scheduler: async () => (await import('../services/scheduler/service.ts')).createSchedulerService,
  sns: async () => (await import('../services/sns/service.ts')).createSnsService,
  sqs: async () => (await import('../services/sqs/service.ts')).createSqsService,
  ssm: async () => (await import('../services/ssm/service.ts')).createSsmService,
  stepfunctions: async () => (await import('../services/stepfunctions/service.ts')).createStepFunctionsService,
  sts: async () => (await import('../services/sts/service.ts')).createStsService,
  xray: async () => (await import('../services/xray/service.ts')).createXRayService,
};

/**
 * The services that may have left work behind, and whether the store holds any: those that do are started with the server. Of the others
 * nothing is loaded until they are called.
 */
export const SERVICES_WITH_WORK: Readonly<Partial<Record<ServiceId, (store: SqliteStore) => boolean>>> = {
  cloudformation: (store) =>
    store
      .collection<{ readonly status: string }>('cloudformation.stack')
      .list()
      .some(({ value }) => value.status.endsWith('_IN_PROGRESS')),
  cloudwatch: (store) => holdsAny(store, 'cloudwatch.alarm'),
  events: (store) => holdsAny(store, 'events.rule', 'events.delivery'),
  lambda: (store) => store.holdsDataOf('lambda'),
  sagemaker: (store) => store.holdsDataOf('sagemaker'),
  scheduler: (store) => holdsAny(store, 'scheduler.schedule', 'scheduler.invocation'),
  sns: (store) => holdsAny(store, 'sns.delivery'),
  stepfunctions: (store) => store.holdsDataOf('stepfunctions'),
};

function holdsAny(store: SqliteStore, ...collections: readonly string[]): boolean {
  return collections.some((name) => store.collection(name).list({ limit: 1 }).length > 0);
}
