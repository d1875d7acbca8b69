import { describe, expect, it } from 'vitest';
import { classifyError } from './classify-error.ts';
import { explainError } from './explain-error.ts';

function named(name: string, message = 'why', more: object = {}): Error {
  return Object.assign(new Error(message), { name, ...more });
}

describe('classifyError', () => {
  it.each([
    ['ExpiredTokenException', 'CredentialsExpired', 'The AWS credentials have expired (why)'],
    ['TokenProviderError', 'CredentialsMissing', 'No usable AWS credentials: why'],
    ['AuthFailure', 'CredentialsRejected', 'AWS does not accept these credentials: why'],
    ['InvalidToken', 'CredentialsRejected', 'AWS does not accept these credentials: why'],
    ['UnauthorizedOperation', 'AccessDenied', 'AWS does not allow this: why'],
    ['NoSuchKey', 'NotFound', 'why'],
    ['TypeError', 'Other', 'why'],
  ])('classifies a %s as %s', (name, kind, explained) => {
    expect(classifyError(named(name))).toEqual({ kind, message: 'why' });
    expect(explainError(named(name))).toContain(explained);
  });

  it('classifies a session of which the provider says that it expired as CredentialsExpired', () => {
    const error = named('CredentialsProviderError', 'The SSO session has expired');

    expect(classifyError(error)).toMatchObject({ kind: 'CredentialsExpired' });
  });

  it('classifies a failed connection anywhere below an error as Unreachable, with its place', () => {
    const refused = named('Error', 'connect', { code: 'ECONNREFUSED', address: '127.0.0.1', port: 9 });
    const error = new Error('fetch failed', { cause: new AggregateError([refused]) });

    expect(classifyError(error)).toEqual({
      kind: 'Unreachable',
      message: 'fetch failed',
      code: 'ECONNREFUSED',
      host: '127.0.0.1:9',
    });
    expect(classifyError(named('Error', 'dns', { code: 'ENOTFOUND', hostname: 'x.invalid' }))).toMatchObject({
      kind: 'Unreachable',
      host: 'x.invalid',
    });
  });

  it('classifies a timeout of a client as Unreachable, and that of a signal as the caller’s', async () => {
    expect(classifyError(named('TimeoutError'))).toMatchObject({ kind: 'Unreachable', code: 'TimeoutError' });
    expect(classifyError(new DOMException('too late', 'TimeoutError'))).toEqual({ kind: 'Other', message: 'too late' });
  });

  it('takes the message of a model’s error from the container', () => {
    const error = named('ModelError', 'Received client error', {
      OriginalStatusCode: 400,
      OriginalMessage: '{"error":"12 given"}',
    });

    expect(classifyError(error)).toEqual({ kind: 'ModelError', message: '12 given', status: 400 });
    expect(explainError(error)).toBe('The model answered 400: 12 given');
  });

  it('classifies a missing region and a thrown value that is not an Error', () => {
    expect(classifyError(new Error('Region is missing'))).toMatchObject({ kind: 'RegionMissing' });
    expect(classifyError('so be it')).toEqual({ kind: 'Other', message: 'so be it' });
  });
});
