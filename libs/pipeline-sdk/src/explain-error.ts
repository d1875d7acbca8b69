/** What a person should know of an error: one or a few plain sentences, what happened and how to mend it. Never empty, no stack trace. */
export function explainError(error: unknown): string {
  const chain = causes(error);
  const [first] = chain;
  const message = first?.message || first?.code || first?.name || String(error);
  const connection = chain.find(({ code = '' }) => CONNECTION.test(code));
  if (connection !== undefined) {
    const { address, port, hostname, code } = connection;
    const where = address !== undefined ? `${address}:${port}` : (hostname ?? 'AWS');
    const mend =
      code === 'ECONNREFUSED'
        ? 'Nothing listens there: is it running, and are endpoint and AWS_ENDPOINT_URL right?'
        : 'Is there a network, and are the region and the endpoint right?';
    return `No connection to ${where} (${code}). ${mend}`;
  }
  const { name = '' } = first ?? {};
  if (/^(ExpiredToken|RequestExpired|TokenRefreshRequired|ExpiredTokenException)/.test(name))
    return `The AWS credentials have expired (${message}). Renew them, for example with aws sso login, and try again.`;
  if (name === 'CredentialsProviderError' || name === 'TokenProviderError')
    return `There are no AWS credentials that can be used: ${message}. Set AWS_PROFILE or the access keys, or log in with aws sso login.`;
  if (/^(UnrecognizedClient|InvalidClientTokenId|InvalidSignature|SignatureDoesNotMatch|InvalidAccessKeyId)/.test(name))
    return `AWS does not accept these credentials: ${message}. Check AWS_PROFILE and the access keys.`;
  if (/^AccessDenied/.test(name)) return `AWS does not allow this: ${message}`;
  if (message === 'Region is missing') return 'No AWS region is set. Give region, or set AWS_REGION.';
  if (name === 'ModelError') return modelError(first as ErrorLike);
  return message;
}

/** The container's own words. */
function modelError({ OriginalStatusCode, OriginalMessage, message = '' }: ErrorLike): string {
  if (OriginalMessage === undefined) return message;
  return `The model answered ${OriginalStatusCode}: ${containerMessage(OriginalMessage)}`;
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

const CONNECTION =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ECONNRESET|ETIMEDOUT|EPIPE|UND_ERR_CONNECT_TIMEOUT)$/;

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
