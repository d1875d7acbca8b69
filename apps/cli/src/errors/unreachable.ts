import type { Target } from '../target/target.ts';
import { nearest } from './nearest.ts';
import { REGIONS } from './regions.ts';

const CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'TimeoutError',
  'NetworkingError',
]);

/** The code of an error that means that nothing answered; looks into causes and into the attempts of a connection. */
export function unreachableCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, errors = [] } = error as { code?: unknown; errors?: readonly unknown[] };
  if (typeof code === 'string' && CODES.has(code)) return code;
  if (error.name === 'TimeoutError') return 'no answer in time';
  for (const inner of [error.cause, ...errors]) {
    const found = unreachableCode(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What to do about it. */
export function unreachableHint(error: unknown, target: Target | undefined): string {
  if (target?.kind === 'local') return 'stepmaker local --detach starts one; stepmaker local status says where it is';
  const host = (error as { hostname?: unknown }).hostname;
  const region = target?.region;
  if (region !== undefined && unreachableCode(error) === 'ENOTFOUND' && !REGIONS.includes(region)) {
    const near = nearest(region, REGIONS);
    return `${region} is no region that is known here${near === undefined ? '' : `. Did you mean ${near}?`}`;
  }
  const what = typeof host === 'string' ? `${host} was not found: ` : '';
  return `${what}is there a network? Without one: --local`;
}
