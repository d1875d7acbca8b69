import { describe, expect, it } from 'vitest';
import { AwsError } from './aws-error.ts';
import { decodePosition, encodePosition, pageOf } from './page.ts';

const invalidToken = (token: string): AwsError => new AwsError({ code: 'InvalidToken', message: `Invalid Token: '${token}'` });
const RULES = { list: 'ListThings', invalidToken };
const keyOf = (item: string): string => item;

function pagesOf(items: readonly string[], size: number): (readonly string[])[] {
  const pages: (readonly string[])[] = [];
  let token: string | undefined;
  do {
    const page = pageOf(items, { ...RULES, token, size, keyOf });
    pages.push(page.items);
    token = page.nextToken;
  } while (token !== undefined);
  return pages;
}

describe('pageOf', () => {
  it('gives every item exactly once, in order', () => {
    expect(pagesOf(['a', 'b', 'c', 'd', 'e'], 2)).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    expect(pagesOf(['a', 'b'], 2)).toEqual([['a', 'b']]);
    expect(pagesOf([], 2)).toEqual([[]]);
  });

  it('continues after the last item although items were added before it', () => {
    const { nextToken } = pageOf(['b', 'c', 'd'], { ...RULES, token: undefined, size: 1, keyOf });

    expect(pageOf(['a', 'b', 'c', 'd'], { ...RULES, token: nextToken, size: 2, keyOf }).items).toEqual(['c', 'd']);
  });

  it('continues at the same place although the last item was deleted', () => {
    const { nextToken } = pageOf(['a', 'b', 'c', 'd'], { ...RULES, token: undefined, size: 2, keyOf });

    expect(pageOf(['a', 'c', 'd'], { ...RULES, token: nextToken, size: 2, keyOf }).items).toEqual(['d']);
  });

  it('skips nothing in a sorted list whose listed items were deleted', () => {
    const request = { ...RULES, size: 2, keyOf, isSorted: true };
    const { nextToken } = pageOf(['a', 'b', 'c', 'd'], { ...request, token: undefined });

    expect(pageOf(['c', 'd'], { ...request, token: nextToken }).items).toEqual(['c', 'd']);
  });

  it.each(['', 'nonsense', Buffer.from('[1]').toString('base64url')])(
    'rejects the token %j with the error of the service',
    (token) => {
      expect(() => pageOf(['a'], { ...RULES, token, size: 1, keyOf })).toThrow(`Invalid Token: '${token}'`);
    },
  );

  it('rejects the token of another list', () => {
    const { nextToken } = pageOf(['a', 'b'], { ...RULES, token: undefined, size: 1, keyOf });

    expect(() => pageOf(['a', 'b'], { ...RULES, list: 'ListOthers', token: nextToken, size: 1, keyOf })).toThrow(AwsError);
  });
});

describe('decodePosition', () => {
  it('rejects a token after 24 hours where tokens expire', () => {
    const token = encodePosition('42', { list: 'L', now: 1_000 });

    expect(decodePosition(token, { list: 'L', now: 86_401_000, invalidToken })).toBe('42');
    expect(() => decodePosition(token, { list: 'L', now: 86_401_001, invalidToken })).toThrow(AwsError);
  });
});
