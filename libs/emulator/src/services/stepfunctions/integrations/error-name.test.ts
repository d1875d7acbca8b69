import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../core/aws-error.ts';
import { optimizedFailure, sdkFailure } from './error-name.ts';
import { OPTIMIZED_SERVICES, type OptimizedService, SDK_SERVICES, type SdkService } from './sdk-service.ts';

const refused = (code: string): AwsError => new AwsError({ code, message: 'no' });

describe('the error of a task whose call was refused', () => {
  it.each([
    ['s3', 'NoSuchKey', 'S3.NoSuchKeyException'],
    ['sagemaker', 'ResourceInUse', 'SageMaker.ResourceInUseException'],
    ['sagemaker', 'ValidationException', 'SageMaker.SageMakerException'],
    ['sagemakerruntime', 'ValidationError', 'SageMakerRuntime.ValidationErrorException'],
    ['sagemakerruntime', 'ModelError', 'SageMakerRuntime.ModelErrorException'],
    ['sagemakerruntime', 'ModelNotReadyException', 'SageMakerRuntime.ModelNotReadyException'],
    ['lambda', 'KMSInvalidStateException', 'Lambda.KmsInvalidStateException'],
    ['lambda', 'InvalidZipFileException', 'Lambda.InvalidZipFileException'],
    ['lambda', 'ThrottlingException', 'Lambda.LambdaException'],
  ] as const)('of aws-sdk:%s is %s as the AWS SDK for Java 2 names it: %s', (service, code, name) => {
    expect(sdkFailure(SDK_SERVICES[service] as SdkService, refused(code)).error).toBe(name);
  });

  it('of an optimised integration is as the AWS SDK for Java 1 names it', () => {
    expect(optimizedFailure(OPTIMIZED_SERVICES['lambda'] as OptimizedService, refused('KMSInvalidStateException')).error).toBe(
      'Lambda.KMSInvalidStateException',
    );
    expect(optimizedFailure(OPTIMIZED_SERVICES['sagemaker'] as OptimizedService, refused('ResourceInUse')).error).toBe(
      'SageMaker.ResourceInUseException',
    );
  });
});
