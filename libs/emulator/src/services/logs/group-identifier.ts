import { parseArn } from '../../core/arn.ts';
import { invalidParameter } from './errors.ts';
import type { LogGroup, LogStore } from './log-store.ts';

/** The group that an input names: by its name, or by its ARN or name as an identifier. @throws AwsError `ResourceNotFoundException` */
export function groupOf(
  store: LogStore,
  region: string,
  input: { readonly logGroupName?: string | undefined; readonly logGroupIdentifier?: string | undefined },
): LogGroup {
  const { logGroupName, logGroupIdentifier } = input;
  if (logGroupName !== undefined && logGroupIdentifier !== undefined)
    throw invalidParameter('LogGroup name and LogGroup ARN are mutually exclusive parameters.');
  const identifier = logGroupName ?? logGroupIdentifier;
  if (identifier === undefined) throw invalidParameter('LogGroup name or LogGroup ARN must be specified.');
  return store.group(region, nameOf(identifier, region));
}

/** Returns the name of a log group from its ARN in this region (with or without `:*`), or from the name itself. */
export function nameOf(identifier: string, region: string): string {
  const parsed = parseArn(identifier);
  const match = parsed?.service === 'logs' && parsed.region === region && /^log-group:([^:]+)(?::\*)?$/u.exec(parsed.resource);
  return match ? (match[1] as string) : identifier;
}
