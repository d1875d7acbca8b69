import { describe, expect, it } from 'vitest';
import { parameterProblems } from './parameter-check.ts';
import { memberName } from './request-shape.ts';
import { sdkCatalogueEntry } from './sdk-actions.ts';
import { SDK_SERVICES } from './sdk-service.ts';

describe('the catalogue of AWS SDK integrations', () => {
  it.each(Object.entries(SDK_SERVICES))('knows the served service %s by the same names', (name, { prefix }) => {
    expect(sdkCatalogueEntry(name)?.prefix).toBe(prefix);
  });

  it.each([
    ['acmpca', 'AcmPca', 'DeleteCertificateAuthority'],
    ['dynamodb', 'DynamoDb', 'GetItem'],
    ['elasticloadbalancingv2', 'ElasticLoadBalancingV2', 'DescribeTargetHealth'],
    ['cognitoidentityprovider', 'CognitoIdentityProvider', 'AdminGetUser'],
    ['iot', 'Iot', 'DescribeThing'],
    ['sesv2', 'SesV2', 'SendEmail'],
  ])('has %s, whose errors begin with %s', (name, prefix, operation) => {
    const entry = sdkCatalogueEntry(name);

    expect(entry?.prefix).toBe(prefix);
    expect(entry?.inputs.has(operation)).toBe(true);
  });

  it('has no service that AWS lacks', () => {
    expect(sdkCatalogueEntry('dynamo')).toBeUndefined();
    expect(sdkCatalogueEntry('')).toBeUndefined();
  });
});

describe('parameterProblems', () => {
  it.each([
    ['aws-sdk:dynamodb', 'getItem', { TableName: 't' }, ['The field "Key" is required but was missing']],
    [
      'aws-sdk:rds',
      'describeDBInstances',
      { DBInstanceIdentifier: 'a' },
      ['The field "DBInstanceIdentifier" is not supported by Step Functions'],
    ],
    ['aws-sdk:rds', 'describeDBInstances', { DbInstanceIdentifier: 'a' }, []],
    ['aws-sdk:s3', 'putObject', { Bucket: 'b', Key: 'k', Body: '', SsekmsKeyId: 'a' }, []],
    ['dynamodb', 'putItem', { TableName: 't', Item: { id: { S: '1' } } }, []],
    ['dynamodb', 'putItem', { TableName: 't', Item: [] }, ["The value of the field 'Item' has an invalid format"]],
    ['sqs', 'sendMessage', { QueueUrl: 'q', MessageBody: { any: 'JSON' } }, []],
    [
      'events',
      'putEvents',
      { Entries: [{ Source: 's', DetailType: 'd', Detail: { a: 1 }, Bus: 'b' }] },
      ['The field "Bus" is not supported by Step Functions'],
    ],
  ])('checks %s:%s %j', (resourceType, action, parameters, problems) => {
    expect(parameterProblems({ resourceType, action }, parameters)).toEqual(problems);
  });
});

describe('memberName', () => {
  it.each([
    ['stateMachineArn', 'StateMachineArn'],
    ['SSEKMSKeyId', 'SsekmsKeyId'],
    ['DBName', 'DbName'],
    ['ID', 'Id'],
    ['ContentMD5', 'ContentMD5'],
    ['S3Uri', 'S3Uri'],
    ['VolumeSizeInGB', 'VolumeSizeInGB'],
    ['IPv6Cidr', 'IPv6Cidr'],
    ['VPC1', 'Vpc1'],
  ])('spells %s as %s', (member, name) => {
    expect(memberName(member)).toBe(name);
  });
});
