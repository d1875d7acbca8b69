import type { JsonValue } from '../language/json.ts';
import { constantName, defineIntegration, type Integration } from './integration.ts';
import { allow } from './permission.ts';

/** Input of the optimised `lambda:invoke`. */
export interface LambdaInvokeArguments {
  /** A name or an ARN. */
  readonly FunctionName: string;
  /** JSON; it reaches the function as its event. */
  readonly Payload?: JsonValue;
  readonly InvocationType?: 'RequestResponse' | 'Event' | 'DryRun';
  readonly Qualifier?: string;
}

/**
 * Invokes a function. Its result's `Payload` is what the function returned, parsed.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
 */
export const lambdaInvoke: Integration<LambdaInvokeArguments, '' | '.waitForTaskToken'> =
  defineIntegration<LambdaInvokeArguments>()({
    resource: 'arn:${Partition}:states:::lambda:invoke',
    patterns: ['', '.waitForTaskToken'],
    permissions: (_, { FunctionName }) => [allow(['lambda:InvokeFunction'], 'lambda', 'function', constantName(FunctionName))],
  });
