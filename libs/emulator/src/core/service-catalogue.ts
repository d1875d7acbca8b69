import type { Runtime } from './runtime.ts';
import type { Service, ServiceId } from './service.ts';

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

/** The services that may have left work behind: where the store holds anything of theirs, they take it up as the server starts. */
export const SERVICES_WITH_WORK: readonly ServiceId[] = [
  'cloudformation',
  'cloudwatch',
  'events',
  'lambda',
  'sagemaker',
  'scheduler',
  'sns',
  'stepfunctions',
];
