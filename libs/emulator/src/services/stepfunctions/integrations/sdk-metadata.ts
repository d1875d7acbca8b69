import { randomUUID } from 'node:crypto';
import type { Json } from '@stepmaker/asl-interpreter';

/**
 * Adds fields of the HTTP answer to the result of an optimised integration, as the AWS SDK for Java 1 does.
 *
 * @param headers further headers of the answer
 */
export function sdkMetadata(
  now: number,
  contentLength: number,
  headers: Readonly<Record<string, string>> = {},
): {
  readonly SdkHttpMetadata: Json;
  readonly SdkResponseMetadata: Json;
} {
  const requestId = randomUUID();
  const http: Record<string, string> = {
    ...headers,
    Connection: 'keep-alive',
    'x-amzn-RequestId': requestId,
    'Content-Length': String(contentLength),
    Date: new Date(now).toUTCString(),
    'Content-Type': headers['Content-Type'] ?? 'application/x-amz-json-1.1',
  };
  return {
    SdkHttpMetadata: {
      AllHttpHeaders: Object.fromEntries(Object.entries(http).map(([name, value]) => [name, [value]])),
      HttpHeaders: http,
      HttpStatusCode: 200,
    },
    SdkResponseMetadata: { RequestId: requestId },
  };
}
