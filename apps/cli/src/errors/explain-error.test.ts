import { describe, expect, it } from 'vitest';
import type { Target } from '../target/target.ts';
import { explainError } from './explain-error.ts';
import { UserError } from './user-error.ts';

const LOCAL = { kind: 'local', endpointUrl: 'http://127.0.0.1:4566', region: 'us-east-1', stackName: 'ml-pipeline' } as const;
const ACCOUNT = { kind: 'aws', profile: 'work', region: 'eu-wset-1', stackName: 'ml-pipeline' } as const;

const named = (name: string, message: string, more: object = {}): Error => Object.assign(new Error(message), { name, ...more });

describe('an explanation of an error', () => {
  it.each<readonly [string, unknown, Target | undefined, object]>([
    ['a value that is not an Error', 'out of order', undefined, { message: 'out of order', exitCode: 1 }],
    [
      'an error for the user',
      new UserError('wrong option', { hint: 'use another' }),
      undefined,
      { message: 'wrong option', hint: 'use another' },
    ],
    [
      'a full disk',
      named('Error', 'no space', { code: 'ENOSPC' }),
      undefined,
      { message: expect.stringMatching(/^the disk is full/), exitCode: 1 },
    ],
    [
      'an embedded AWS that is not there',
      named('Error', 'connect', { code: 'ECONNREFUSED' }),
      LOCAL,
      {
        message: expect.stringMatching(/cannot be reached \(ECONNREFUSED\)/),
        hint: expect.stringContaining('stepmaker local --detach'),
        exitCode: 5,
      },
    ],
    [
      'no answer in time',
      named('TimeoutError', 'late'),
      LOCAL,
      { message: expect.stringMatching(/cannot be reached \(no answer in time\)/), exitCode: 5 },
    ],
    [
      'a region with a typing error',
      named('Error', 'getaddrinfo', { code: 'ENOTFOUND', hostname: 'states.eu-wset-1.amazonaws.com' }),
      ACCOUNT,
      { hint: 'Unknown region eu-wset-1. Did you mean eu-west-1?', exitCode: 5 },
    ],
    [
      'a host that is not found',
      named('Error', 'getaddrinfo', { code: 'ENOTFOUND', hostname: 'states.eu-west-1.amazonaws.com' }),
      { ...ACCOUNT, region: 'eu-west-1' },
      { hint: 'states.eu-west-1.amazonaws.com was not found: is there a network? Without one: --local' },
    ],
    [
      'expired credentials',
      named('ExpiredTokenException', 'expired'),
      ACCOUNT,
      {
        message: expect.stringContaining('have expired'),
        hint: expect.stringContaining('aws sso login --profile work'),
        exitCode: 4,
      },
    ],
    [
      'missing credentials',
      named('CredentialsProviderError', 'none'),
      undefined,
      { message: 'no usable credentials for AWS: none', hint: expect.stringContaining('aws sso login,'), exitCode: 4 },
    ],
    [
      'credentials that AWS does not know',
      named('UnrecognizedClientException', 'The security token included in the request is invalid.'),
      ACCOUNT,
      { message: expect.stringContaining('does not accept the credentials'), exitCode: 4 },
    ],
    [
      'a missing permission',
      named('AccessDeniedException', 'not authorized'),
      ACCOUNT,
      { message: expect.stringMatching(/^not allowed on .*: not authorized$/), exitCode: 4 },
    ],
    ['a missing region', named('Error', 'Region is missing'), undefined, { message: 'no AWS region is set', exitCode: 1 }],
    ['something that does not exist', named('ResourceNotFound', 'Unknown run x'), undefined, { exitCode: expect.any(Number) }],
    [
      'an answer of the model',
      named('ModelError', 'Received client error (400)', { OriginalStatusCode: 400, OriginalMessage: 'no column size' }),
      undefined,
      { message: expect.stringMatching(/^the model answered 400: /), exitCode: 7 },
    ],
    [
      'another error of AWS',
      named('ThrottlingException', 'Rate exceeded'),
      undefined,
      { message: 'ThrottlingException: Rate exceeded', exitCode: 1 },
    ],
    [
      'a taken port',
      named('PortInUseError', 'Port 4566 is in use by another process.'),
      undefined,
      { message: 'Port 4566 is in use by another process.' },
    ],
  ])('names %s, and what to do', (_what, error, target, expected) => {
    expect(explainError(error, target)).toMatchObject(expected);
  });

  it('shortens what is very long, and has the stack only on request', () => {
    const error = new Error('x'.repeat(5000));
    expect(explainError(error).message).toHaveLength(2003);

    process.env['STEPMAKER_DEBUG'] = '1';
    try {
      expect(explainError(new Error('short')).message).toMatch(/^short\nError: short\n +at /);
    } finally {
      delete process.env['STEPMAKER_DEBUG'];
    }
  });
});
