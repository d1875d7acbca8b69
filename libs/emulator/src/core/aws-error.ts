/** Facts of an {@link AwsError}. */
export interface AwsErrorOptions {
  /** The error's code as AWS sends it, e.g. `ValidationException`. */
  readonly code: string;
  /** AWS's sentence. */
  readonly message: string;
  /** HTTP status; @default 400 */
  readonly httpStatus?: number;
  /** Party at fault for AWS. @default `client` below status 500, else `server` */
  readonly fault?: 'client' | 'server';
  /** The code that clients of a service see that once spoke the Query protocol, e.g. `AWS.SimpleQueueService.NonExistentQueue`. */
  readonly queryErrorCode?: string;
  /** Further members of the modelled error shape, e.g. `OriginalStatusCode` of `ModelError`. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/**
 * An answer in which an AWS service refuses a call. Operations throw it; only protocol files render it.
 *
 * Any other thing thrown by an operation is a bug of ours and answers `InternalFailure` (HTTP 500).
 */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly code: string;
  readonly httpStatus: number;
  readonly fault: 'client' | 'server';
  readonly members: Readonly<Record<string, unknown>>;
  readonly queryErrorCode: string | undefined;

  constructor({
    code,
    message,
    httpStatus = 400,
    fault = httpStatus < 500 ? 'client' : 'server',
    members = {},
    queryErrorCode,
  }: AwsErrorOptions) {
    super(message);
    this.code = code;
    this.httpStatus = httpStatus;
    this.fault = fault;
    this.members = members;
    this.queryErrorCode = queryErrorCode;
  }
}

/** The code of {@link notServed}. */
export const NOT_SERVED = 'NotImplemented';

/** Answers a property or operation that AWS has and this emulator does not serve: by name and at once, never by pretending. */
export function notServed(what: string): AwsError {
  return new AwsError({
    code: NOT_SERVED,
    message: `${what} is not served by the embedded AWS of Stepmaker`,
    httpStatus: 501,
    fault: 'server',
  });
}
