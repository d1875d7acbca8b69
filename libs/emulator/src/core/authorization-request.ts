import type { ContextValue } from '@stepmaker/iam-policy';
import type { Caller } from './caller.ts';
import type { ServiceId } from './service.ts';

/** An action to decide. */
export interface ActionRequest {
  readonly caller: Caller;
  readonly action: string;
  readonly resource: string;
  /** @default - the server's region */
  readonly region?: string;
  /** The service that the resource belongs to: its policies and tags count. @default - none */
  readonly service?: ServiceId;
  /** Condition keys with their values. @default {} */
  readonly context?: Readonly<Record<string, ContextValue>>;
}

/** One decision about a role's session, which shows what the role uses. */
export interface AuthorizationRecord {
  readonly roleArn: string;
  readonly action: string;
  readonly resource: string;
  readonly allowed: boolean;
}
