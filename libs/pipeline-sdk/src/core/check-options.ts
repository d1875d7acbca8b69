import { hint } from './nearest.ts';

/**
 * Refuses an unknown option, before anything is done with the others.
 *
 * @param known every option there is, as the type has them
 * @throws TypeError naming the option that was most likely meant
 */
export function checkOptions<Options extends object>(
  what: string,
  options: Options,
  known: Readonly<Record<KeysOfUnion<Options>, true>>,
): void {
  if (typeof options !== 'object' || options === null)
    throw new TypeError(`${what} takes an object with options, was ${String(options)}`);
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(known, name)) throw new TypeError(`${what} has no option ${name}${hint(name, Object.keys(known))}`);
  }
}

/** The keys of every member of a union. */
type KeysOfUnion<Union> = Union extends unknown ? keyof Union & string : never;
