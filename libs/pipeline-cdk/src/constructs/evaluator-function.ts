import type { Construct } from 'constructs';
import type { PipelineSettings } from '../settings.ts';
import type { ArtifactsBucket } from './artifacts-bucket.ts';
import { InlineFunction } from './inline-function.ts';
import { allow } from './service-role.ts';

/** Properties of the quality gate's function. */
export interface EvaluatorFunctionProps {
  readonly settings: PipelineSettings;
  readonly bucket: ArtifactsBucket;
  readonly code: string;
}

/** The quality gate: reads a run's evaluation, decides, and writes the verdict beside it. */
export class EvaluatorFunction extends InlineFunction {
  constructor(scope: Construct, id: string, { settings, bucket, code }: EvaluatorFunctionProps) {
    super(scope, id, {
      logRetentionDays: settings.logRetentionDays,
      code,
      description: 'Quality gate: is this model good enough?',
      timeoutSeconds: 60,
      memoryMegabytes: 256,
      statements: [
        // Listing, too: without it a missing report reads as a forbidden one.
        allow(['s3:GetObject', 's3:ListBucket'], [bucket.arn, bucket.objects('evaluation/*')]),
        allow('s3:PutObject', bucket.objects('evaluation/*/verdict.json')),
      ],
    });
  }
}
