import type { ContextValue } from '@stepmaker/iam-policy';
import { describe, expect, it } from 'vitest';
import { roleSession, rootCaller, serviceCaller } from '../core/caller.ts';
import type { OperationInput } from '../core/permission-rules.ts';
import { ServiceCatalogue } from '../core/service-catalogue.ts';
import type { ServiceManifest } from '../core/service-manifest.ts';
import { type CallFacts, callContext } from './call-context.ts';

const ACCOUNT = '123456789012';
const SCOPE = { account: ACCOUNT, partition: 'aws' };
const ROOT = rootCaller(SCOPE);
const SESSION = roleSession(`arn:aws:iam::${ACCOUNT}:role/team/builder`, ACCOUNT, 'builder', 'morning');
const SERVICE = serviceCaller('sns.amazonaws.com', ACCOUNT, `arn:aws:sns:us-east-1:${ACCOUNT}:news`);

const s3Manifest: ServiceManifest = {
  id: 's3',
  permissions: { conditionKeys: { 's3:surface': ({ resource }) => `surface of ${resource}` } },
  load: () => Promise.reject(new Error('not loaded by a decision')),
};

const facts: CallFacts = {
  caller: ROOT,
  account: ACCOUNT,
  region: 'eu-west-1',
  resource: 'arn:aws:s3:::cellar',
  now: Date.UTC(2026, 0, 1),
  extra: {},
  resourceTags: () => undefined,
  principalTags: () => ({}),
};

const keyOf = (key: string, more: Partial<CallFacts> = {}): ContextValue =>
  callContext(new ServiceCatalogue([s3Manifest]), { ...facts, ...more })(key);

const called = (input: OperationInput): Partial<CallFacts> => ({ call: { service: 's3', operation: 'PutObject', input } });

describe('the context keys of the caller', () => {
  it.each([
    ['aws:principalaccount', ACCOUNT, ACCOUNT, undefined],
    ['aws:principalarn', ROOT.arn, SESSION.roleArn, undefined],
    ['aws:principalisawsservice', 'false', 'false', 'true'],
    ['aws:principalservicename', undefined, undefined, 'sns.amazonaws.com'],
    ['aws:principaltype', 'Account', 'AssumedRole', undefined],
    ['aws:sourceaccount', undefined, undefined, ACCOUNT],
    ['aws:sourcearn', undefined, undefined, SERVICE.sourceArn],
  ])('%s differ between the root, a session of a role and a service', (key, root, session, service) => {
    expect(keyOf(key, { caller: ROOT })).toBe(root);
    expect(keyOf(key, { caller: SESSION })).toBe(session);
    expect(keyOf(key, { caller: SERVICE })).toBe(service);
  });

  it('include the tags of the role, whatever the case of the key', () => {
    const more = { principalTags: () => ({ Team: 'blue' }) };

    expect(keyOf('aws:principaltag/team', more)).toBe('blue');
    expect(keyOf('aws:principaltag/floor', more)).toBeUndefined();
  });
});

describe('the context keys of the request', () => {
  it('have the time in ISO 8601 and in whole seconds', () => {
    const now = Date.UTC(2026, 0, 1) + 999;

    expect(keyOf('aws:currenttime', { now })).toBe('2026-01-01T00:00:00.999Z');
    expect(keyOf('aws:epochtime', { now })).toBe('1767225600');
  });

  it('have the region, and the account of the resource or else that of the server', () => {
    const queue = 'arn:aws:sqs:us-east-1:210987654321:orders';

    expect(keyOf('aws:requestedregion')).toBe('eu-west-1');
    expect(keyOf('aws:resourceaccount', { resource: queue })).toBe('210987654321');
    expect(keyOf('aws:resourceaccount')).toBe(ACCOUNT);
    expect(keyOf('aws:resourceaccount', { resource: '*' })).toBe(ACCOUNT);
  });

  it('state secure transport, and that no service forwards the call', () => {
    expect(keyOf('aws:securetransport')).toBe('true');
    expect(keyOf('aws:viaawsservice')).toBe('false');
  });

  it('prefer the values that the request brings along', () => {
    const extra = { 'aws:sourceip': '10.0.0.1', 'aws:requestedregion': 'us-west-2' };

    expect(keyOf('aws:sourceip', { extra })).toBe('10.0.0.1');
    expect(keyOf('aws:requestedregion', { extra })).toBe('us-west-2');
  });

  it('include those that the manifest of a service defines', () => {
    expect(keyOf('s3:surface')).toBe('surface of arn:aws:s3:::cellar');
    expect(keyOf('s3:depth')).toBeUndefined();
  });
});

describe('the context keys of tags', () => {
  it.each([
    ['a list of Key and Value', { Tags: [{ Key: 'Team', Value: 'blue' }, { Key: 'floor' }] }],
    ['a list of key and value', { tags: [{ key: 'Team', value: 'blue' }, { key: 'floor' }] }],
    ['a list of TagKey and TagValue', { Tags: [{ TagKey: 'Team', TagValue: 'blue' }, { TagKey: 'floor' }] }],
    ['a map', { tags: { Team: 'blue', floor: '' } }],
    ['a query string', { Tagging: 'Team=blue&floor=' }],
  ])('are read from %s', (_form, input) => {
    expect(keyOf('aws:requesttag/team', called(input))).toBe('blue');
    expect(keyOf('aws:requesttag/floor', called(input))).toBe('');
    expect(keyOf('s3:requestobjecttag/team', called(input))).toBe('blue');
    expect(keyOf('aws:tagkeys', called(input))).toEqual(['Team', 'floor']);
  });

  it.each([
    ['a call without tags', called({ Bucket: 'cellar' })],
    ['a call whose tags are null', called({ Tags: null })],
    ['an action that is not a call', {}],
  ])('are absent for %s', (_what, more) => {
    expect(keyOf('aws:tagkeys', more)).toBeUndefined();
    expect(keyOf('aws:requesttag/team', more)).toBeUndefined();
  });

  it('include the tags of the resource, under the name of its service too', () => {
    const more = { resourceTags: () => ({ Team: 'blue' }) };

    expect(keyOf('aws:resourcetag/team', more)).toBe('blue');
    expect(keyOf('s3:existingobjecttag/team', more)).toBe('blue');
    expect(keyOf('sqs:resourcetag/team', more)).toBe('blue');
    expect(keyOf('aws:resourcetag/team')).toBeUndefined();
  });
});

describe('the context keys of members of the input', () => {
  it('have the value of the member, as a text', () => {
    const input = { ACL: 'private', MaxKeys: 5, CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } };

    expect(keyOf('s3:x-amz-acl', called(input))).toBe('private');
    expect(keyOf('s3:max-keys', called(input))).toBe('5');
    expect(keyOf('s3:locationconstraint', called(input))).toBe('eu-west-1');
  });

  it('have all values of a list, in whichever of its places the input has one', () => {
    const layers = { call: { service: 'lambda', operation: 'CreateFunction', input: { Layers: ['a', 'b'] } } } as const;
    const variants = [{ InstanceType: 'ml.m5.large' }, { InstanceType: 'ml.p5.48xlarge' }];
    const endpoint = {
      service: 'sagemaker',
      operation: 'CreateEndpointConfig',
      input: { ProductionVariants: variants },
    } as const;
    const okActions = { service: 'cloudwatch', operation: 'PutMetricAlarm', input: { OKActions: ['a', 'b'] } } as const;

    expect(keyOf('lambda:layer', layers)).toEqual(['a', 'b']);
    expect(keyOf('sagemaker:instancetypes', { call: endpoint })).toEqual(['ml.m5.large', 'ml.p5.48xlarge']);
    expect(keyOf('cloudwatch:alarmactions', { call: okActions })).toEqual(['a', 'b']);
  });

  it('are absent where the input lacks the member, where the service has no such key, and without a call', () => {
    expect(keyOf('s3:x-amz-acl', called({ Bucket: 'cellar' }))).toBeUndefined();
    expect(keyOf('s3:colour', called({ Colour: 'red' }))).toBeUndefined();
    expect(keyOf('s3:x-amz-acl')).toBeUndefined();
  });
});
