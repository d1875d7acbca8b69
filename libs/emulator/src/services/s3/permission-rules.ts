import { parseArn } from '../../core/arn.ts';
import type { ConditionFacts, ConditionKey, PermissionRules } from '../../core/permission-rules.ts';

/** Permissions of S3 beyond members of inputs. */
export const s3Permissions: PermissionRules = {
  arnForms: {
    /** The source of a copy, `/bucket/key?versionId=…`, percent-encoded. */
    copySource: { write: (value) => decode((value.split('?')[0] ?? '').replace(/^\//u, '')) },
    /** The version of the source of a copy. Empty if it names none. */
    version: { write: (value) => value.split('?versionId=')[1] ?? '' },
  },
  conditionKeys: {
    's3:delimiter': listingKey('Delimiter'),
    's3:prefix': listingKey('Prefix'),
    's3:resourceaccount': ({ resource, account }: ConditionFacts) => parseArn(resource)?.account || account,
  },
};

/** A key of listings: its value is empty if the input lacks the member. */
function listingKey(member: string): ConditionKey {
  return ({ call }) => {
    if (call?.service !== 's3' || !call.operation.startsWith('List')) return undefined;
    const value = call.input[member];
    return typeof value === 'string' ? value : '';
  };
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
