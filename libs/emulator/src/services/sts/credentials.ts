import type { Credentials } from '@aws-sdk/client-sts';
import type { TemporaryCredentials } from '../../core/access-keys.ts';

/** Issued keys as STS's answers carry them. */
export function credentialsOf({ accessKeyId, secretAccessKey, sessionToken, expiration }: TemporaryCredentials): Credentials {
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: new Date(expiration),
  };
}
