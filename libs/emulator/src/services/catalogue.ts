import type { ServiceManifest } from '../core/service-manifest.ts';
import { applicationAutoScalingManifest } from './application-autoscaling/manifest.ts';
import { budgetsManifest } from './budgets/manifest.ts';
import { cloudFormationManifest } from './cloudformation/manifest.ts';
import { cloudTrailManifest } from './cloudtrail/manifest.ts';
import { cloudWatchManifest } from './cloudwatch/manifest.ts';
import { ec2Manifest } from './ec2/manifest.ts';
import { eventsManifest } from './events/manifest.ts';
import { iamManifest } from './iam/manifest.ts';
import { kmsManifest } from './kms/manifest.ts';
import { lambdaManifest } from './lambda/manifest.ts';
import { logsManifest } from './logs/manifest.ts';
import { s3Manifest } from './s3/manifest.ts';
import { sageMakerManifest } from './sagemaker/manifest.ts';
import { sageMakerRuntimeManifest } from './sagemaker-runtime/manifest.ts';
import { schedulerManifest } from './scheduler/manifest.ts';
import { snsManifest } from './sns/manifest.ts';
import { sqsManifest } from './sqs/manifest.ts';
import { ssmManifest } from './ssm/manifest.ts';
import { stepFunctionsManifest } from './stepfunctions/manifest.ts';
import { stsManifest } from './sts/manifest.ts';
import { xrayManifest } from './xray/manifest.ts';

/** The services that are served: the only list of them. */
export const CATALOGUE: readonly ServiceManifest[] = [
  applicationAutoScalingManifest,
  budgetsManifest,
  cloudFormationManifest,
  cloudTrailManifest,
  cloudWatchManifest,
  ec2Manifest,
  eventsManifest,
  iamManifest,
  kmsManifest,
  lambdaManifest,
  logsManifest,
  s3Manifest,
  sageMakerManifest,
  sageMakerRuntimeManifest,
  schedulerManifest,
  snsManifest,
  sqsManifest,
  ssmManifest,
  stepFunctionsManifest,
  stsManifest,
  xrayManifest,
];
