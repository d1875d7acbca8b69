import type { FunctionConfiguration, PublishVersionRequest } from '@aws-sdk/client-lambda';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidParameter } from '../errors.ts';
import { toConfiguration } from '../function-configuration.ts';
import { checkRevision, type Functions } from '../functions.ts';

/**
 * Publishes the current code and configuration of a function as a version.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html
 */
export function publishVersion(
  functions: Functions,
): OperationHandler<Given<PublishVersionRequest, 'FunctionName'>, FunctionConfiguration> {
  return (input, call) => {
    const { version: latest } = functions.find(input.FunctionName, '$LATEST', call);
    checkRevision(input.RevisionId, latest.revisionId);
    if (input.CodeSha256 !== undefined && input.CodeSha256 !== latest.codeSha256) {
      throw invalidParameter(
        `CodeSHA256 (${input.CodeSha256}) is different from current CodeSHA256 in $LATEST (${latest.codeSha256}). Please try again with the CodeSHA256 in $LATEST.`,
      );
    }
    return toConfiguration(functions.publish(latest, input.Description), call, { qualified: true });
  };
}
