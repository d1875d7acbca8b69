import { globalArn } from '../../core/arn.ts';
import { AwsError } from '../../core/aws-error.ts';
import type { Call } from '../../core/service.ts';

/** The policy of a request, if there is one. @throws AwsError `MalformedPolicyDocumentException` */
export function checkedPolicy(policy: string | undefined): string | undefined {
  if (policy === undefined) return undefined;
  try {
    const { Statement } = JSON.parse(policy) as { Statement?: unknown };
    if (Statement !== undefined) return policy;
  } catch {
    // Refused below.
  }
  throw new AwsError({ code: 'MalformedPolicyDocumentException', message: 'The new key policy is not valid JSON.' });
}

/** The policy of a key that was created without one: the account's IAM policies decide. */
export function defaultPolicy(call: Call): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Id: 'key-default-1',
    Statement: [
      {
        Sid: 'Enable IAM User Permissions',
        Effect: 'Allow',
        Principal: { AWS: globalArn('iam', call, 'root') },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  });
}
