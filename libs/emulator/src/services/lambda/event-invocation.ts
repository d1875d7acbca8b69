/** An asynchronous invocation that Lambda has accepted. */
export interface EventInvocation {
  readonly region: string;
  readonly functionName: string;
  /** `$LATEST`, a version number or an alias. */
  readonly qualifier: string;
  readonly requestId: string;
  /** JSON text */
  readonly payload: string;
  readonly clientContext?: string;
}

/** The key of an invocation in the queue. */
export function eventKey({ region, functionName, requestId }: EventInvocation): string {
  return `${region}/${functionName}/${requestId}`;
}
