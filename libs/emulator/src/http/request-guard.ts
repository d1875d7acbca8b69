import { AwsError } from '../core/aws-error.ts';
import type { HttpRequest } from '../core/http-message.ts';

/** Hosts and origins that the server answers. */
export interface RequestGuardOptions {
  /** Host names beside the loopback's under which the server may be addressed; `*.name` covers what lies below. */
  readonly allowHosts: readonly string[];
  /** Origins of web pages, e.g. `http://localhost:3000`, that may call the server; `*` allows every page. */
  readonly allowOrigins: readonly string[];
}

/**
 * Refuses what a web page could make a browser send to this machine: requests for a foreign host name (DNS rebinding), and requests
 * that carry the origin of a page which no one allowed.
 *
 * @throws AwsError `AccessDenied` (HTTP 403)
 */
export function guardRequest({ headers }: HttpRequest, { allowHosts, allowOrigins }: RequestGuardOptions): void {
  const host = hostName(headers['host'] ?? '');
  if (!isLoopbackName(host) && !allowHosts.some((allowed) => covers(allowed, host)))
    throw refusal(`Requests for host '${host}' are not answered. Start the server with --allow-host ${host} to allow it.`);
  const { origin } = headers;
  if (origin === undefined || allowOrigins.includes('*') || allowOrigins.includes(origin)) {
    if (origin === undefined && headers['sec-fetch-site'] === 'cross-site')
      throw refusal('Requests that a web page of another site causes are not answered.');
    return;
  }
  if (origin !== `http://${headers['host']}`)
    throw refusal(
      `Requests of the web page ${origin} are not answered. Start the server with --allow-origin ${origin} to allow it.`,
    );
}

/** The headers that let an allowed web page read an answer. */
export function corsHeaders({ headers }: HttpRequest, { allowOrigins }: RequestGuardOptions): Record<string, string> {
  const { origin } = headers;
  if (origin === undefined || !(allowOrigins.includes('*') || allowOrigins.includes(origin))) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, HEAD, PUT, POST, DELETE',
    'access-control-allow-headers': headers['access-control-request-headers'] ?? '*',
    'access-control-expose-headers': '*',
    'access-control-max-age': '3600',
    vary: 'Origin',
  };
}

/** A `Host` header's name, in lower case and without the port. */
export function hostName(host: string): string {
  return host.toLowerCase().replace(/:\d+$/u, '').replace(/\.$/u, '');
}

/** True for names that always mean this machine. */
export function isLoopbackName(host: string): boolean {
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '[::1]' ||
    /^(?:[a-z0-9][a-z0-9.-]*\.)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/u.test(host)
  );
}

function covers(allowed: string, host: string): boolean {
  const name = allowed.toLowerCase();
  if (name === '*' || name === host) return true;
  return host.endsWith(name.startsWith('*.') ? name.slice(1) : `.${name}`);
}

function refusal(message: string): AwsError {
  return new AwsError({ code: 'AccessDenied', message, httpStatus: 403 });
}
