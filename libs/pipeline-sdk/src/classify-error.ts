/** Kind of failure that an error reports, whichever AWS service and client threw it. */
export type ErrorKind =
  | 'AccessDenied'
  | 'CredentialsExpired'
  | 'CredentialsMissing'
  | 'CredentialsRejected'
  | 'ModelError'
  | 'NotFound'
  | 'Other'
  | 'RegionMissing'
  | 'Unreachable';

/** An error, classified. */
export interface ClassifiedError {
  readonly kind: ErrorKind;
  /** The error's own message; of a model's error, the container's. */
  readonly message: string;
  /** The code of a failed connection, e.g. `ECONNREFUSED`, or `TimeoutError`. */
  readonly code?: string;
  /** Address of a failed connection: `address:port` or a host name; undefined when the error does not say. */
  readonly host?: string;
  /** The HTTP status of a model's error. */
  readonly status?: number;
}

/**
 * Classifies anything that was thrown. Looks into the causes of an error, since clients wrap failed connections.
 *
 * @example
 * if (classifyError(error).kind === 'CredentialsExpired') await signIn();
 * @public
 */
export function classifyError(error: unknown): ClassifiedError {
  const chain = causes(error);
  const [first = {}] = chain;
  const { name = '' } = first;
  const message = first.message || first.code || name || String(error);
  for (const link of chain) {
    const code = connectionCode(link);
    if (code === undefined) continue;
    const { address, port, hostname } = link;
    const host = address === undefined ? hostname : `${address}:${port}`;
    return { kind: 'Unreachable', message, code, ...(host !== undefined && { host }) };
  }
  if (name === 'ModelError') {
    const { OriginalStatusCode: status, OriginalMessage: body } = first;
    return {
      kind: 'ModelError',
      message: body === undefined ? message : containerMessage(body),
      ...(status !== undefined && { status }),
    };
  }
  if (message === 'Region is missing') return { kind: 'RegionMissing', message };
  const kind = KIND_OF_NAME.get(name) ?? 'Other';
  return { kind: kind === 'CredentialsMissing' && /expired/i.test(message) ? 'CredentialsExpired' : kind, message };
}

const NAMES: Readonly<Partial<Record<ErrorKind, readonly string[]>>> = {
  AccessDenied: ['AccessDenied', 'AccessDeniedException', 'AuthorizationError', 'UnauthorizedException', 'UnauthorizedOperation'],
  CredentialsExpired: ['ExpiredToken', 'ExpiredTokenException', 'RequestExpired', 'TokenRefreshRequired'],
  CredentialsMissing: ['CredentialsProviderError', 'ProviderError', 'TokenProviderError'],
  // AuthFailure is EC2's: https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html
  CredentialsRejected: [
    'AuthFailure',
    'IncompleteSignature',
    'InvalidAccessKeyId',
    'InvalidClientTokenId',
    'InvalidSignatureException',
    'InvalidToken',
    'SignatureDoesNotMatch',
    'UnrecognizedClientException',
  ],
  NotFound: ['ExecutionDoesNotExist', 'NoSuchBucket', 'NoSuchKey', 'ResourceNotFound', 'StateMachineDoesNotExist'],
};

const KIND_OF_NAME = /* @__PURE__ */ new Map(
  /* @__PURE__ */ Object.entries(NAMES).flatMap(([kind, names]) => names.map((name) => [name, kind as ErrorKind] as const)),
);

const CONNECTION_CODES =
  /^(ECONNREFUSED|ECONNRESET|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EPIPE|ETIMEDOUT|NetworkingError|UND_ERR_CONNECT_TIMEOUT)$/;

/** Code of a failed connection; undefined for other errors. The timeout of a signal, a DOMException, is the caller's. */
function connectionCode(error: ErrorLike): string | undefined {
  const { code = '', name } = error;
  if (CONNECTION_CODES.test(code)) return code;
  return name === 'TimeoutError' && !(error instanceof DOMException) ? name : undefined;
}

/** The `error` of a container's JSON answer; another answer as it is. */
function containerMessage(text: string): string {
  try {
    const { error } = JSON.parse(text) as { readonly error?: unknown };
    return typeof error === 'string' ? error : text;
  } catch {
    return text;
  }
}

interface ErrorLike {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly address?: string;
  readonly port?: number;
  readonly hostname?: string;
  readonly OriginalStatusCode?: number;
  readonly OriginalMessage?: string;
}

/** An error, and what lies below it: causes, and the members of an AggregateError. */
function causes(error: unknown): ErrorLike[] {
  const found: ErrorLike[] = [];
  let open: unknown[] = [error];
  while (open.length > 0 && found.length < 20) {
    const next = open.shift();
    if (typeof next !== 'object' || next === null) continue;
    found.push(next);
    const { cause, errors } = next as { readonly cause?: unknown; readonly errors?: unknown };
    open = [...open, ...(Array.isArray(errors) ? errors : []), cause];
  }
  return found;
}
