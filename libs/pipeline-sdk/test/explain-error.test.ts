import { describe, expect, it } from 'vitest';
import { explainError } from '../src/index.ts';

const named = (name: string, message: string, more: object = {}): Error => Object.assign(new Error(message), { name, ...more });
const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', address: '127.0.0.1', port: 4566 });

describe('explainError', () => {
  it.each([
    ['a refused connection', refused, /127\.0\.0\.1:4566.*ECONNREFUSED.*AWS_ENDPOINT_URL/],
    ['one below another error', new TypeError('fetch failed', { cause: refused }), /127\.0\.0\.1:4566/],
    ['one among several', new AggregateError([new Error('other'), refused]), /127\.0\.0\.1:4566/],
    ['an unknown host', named('Error', 'getaddrinfo', { code: 'ENOTFOUND', hostname: 'sts.nowhere' }), /sts\.nowhere.*region/],
    ['a broken connection', named('Error', 'read', { code: 'ECONNRESET' }), /AWS.*ECONNRESET/],
    ['expired credentials', named('ExpiredTokenException', 'Too old'), /expired.*Too old.*aws sso login/],
    ['missing credentials', named('CredentialsProviderError', 'None found'), /None found.*AWS_PROFILE/],
    ['a missing token', named('TokenProviderError', 'No token'), /No token.*aws sso login/],
    ['refused credentials', named('UnrecognizedClientException', 'Bad key'), /Bad key.*AWS_PROFILE/],
    ['a denied call', named('AccessDeniedException', 'not authorized'), /not authorized/],
    ['a missing region', new Error('Region is missing'), /AWS_REGION/],
    ['a container that says why', modelError('{"error": "no such column"}'), /400.*no such column$/],
    ['a container that answers other JSON', modelError('{"error": 7}'), /400.*\{"error": 7\}$/],
    ['a container that answers text', modelError('Bad Request'), /400.*Bad Request$/],
    ['a model error without an answer', named('ModelError', 'It failed'), /^It failed$/],
    ['any other error', named('ValidationException', 'Wrong'), /^Wrong$/],
    ['an error without a message', named('Strange', ''), /^Strange$/],
    ['a code alone', { code: 'E_ODD' }, /^E_ODD$/],
    ['a text', 'broken', /^broken$/],
    ['nothing', undefined, /^undefined$/],
  ])('explains %s', (_, error, expected) => {
    expect(explainError(error)).toMatch(expected);
  });

  it('comes to an end where errors cause each other', () => {
    const first = new Error('first');
    first.cause = new Error('second', { cause: first });

    expect(explainError(first)).toBe('first');
  });
});

function modelError(OriginalMessage: string): Error {
  return named('ModelError', 'Received client error', { OriginalStatusCode: 400, OriginalMessage });
}
