import * as sdk from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { type ClientBench, FAIL, HOLD, PASS, refusal } from './client-bench.ts';

/** State machines, their versions and aliases. */
export function stateMachineCases(bench: () => ClientBench): void {
  describe('a state machine', () => {
    it('is created with its configurations, updated, described, listed and deleted', async () => {
      const loggingConfiguration = { level: 'OFF' as const, includeExecutionData: true };
      const encryptionConfiguration = { type: 'CUSTOMER_MANAGED_KMS_KEY' as const, kmsKeyId: 'alias/mine' };
      const arn = await bench().create(PASS, {
        loggingConfiguration,
        encryptionConfiguration,
        tracingConfiguration: { enabled: true },
      });

      const first = await bench().sfn.send(new sdk.DescribeStateMachineCommand({ stateMachineArn: arn }));
      const updated = await bench().sfn.send(
        new sdk.UpdateStateMachineCommand({
          stateMachineArn: arn,
          definition: HOLD,
          publish: true,
          versionDescription: 'second',
        }),
      );
      const second = await bench().sfn.send(new sdk.DescribeStateMachineCommand({ stateMachineArn: arn }));
      const bare = await bench().sfn.send(
        new sdk.DescribeStateMachineCommand({ stateMachineArn: arn, includedData: 'METADATA_ONLY' }),
      );
      const { stateMachines = [] } = await bench().sfn.send(new sdk.ListStateMachinesCommand({}));

      expect(first).toMatchObject({
        status: 'ACTIVE',
        type: 'STANDARD',
        definition: PASS,
        loggingConfiguration,
        tracingConfiguration: { enabled: true },
        encryptionConfiguration: { ...encryptionConfiguration, kmsDataKeyReusePeriodSeconds: 300 },
      });
      expect(updated.stateMachineVersionArn).toBe(`${arn}:1`);
      expect(second).toMatchObject({ definition: HOLD, revisionId: updated.revisionId });
      expect(bare.definition).toBeUndefined();
      expect(stateMachines.map(({ stateMachineArn }) => stateMachineArn)).toContain(arn);
      await bench().sfn.send(new sdk.DeleteStateMachineCommand({ stateMachineArn: arn }));
      expect(await refusal(bench().sfn.send(new sdk.DescribeStateMachineCommand({ stateMachineArn: arn })))).toBe(
        `StateMachineDoesNotExist: State Machine Does Not Exist: '${arn}'`,
      );
    });

    it.each([
      ['no KMS key', { encryptionConfiguration: { type: 'CUSTOMER_MANAGED_KMS_KEY' } }, 'InvalidEncryptionConfiguration: '],
      [
        'a KMS key that it has no use for',
        { encryptionConfiguration: { type: 'AWS_OWNED_KEY', kmsKeyId: 'a' } },
        'InvalidEncryptionConfiguration: ',
      ],
      ['a log level without a log group', { loggingConfiguration: { level: 'ERROR' } }, 'InvalidLoggingConfiguration: '],
      [
        'a description without a version',
        { versionDescription: 'x' },
        'ValidationException: Version description can only be set when publish is true',
      ],
      ['an unknown role', { roleArn: 'arn:aws:iam::000000000000:role/missing' }, 'AccessDeniedException: '],
      ['a bad name', { name: 'a b' }, "InvalidName: Invalid Name: 'a b'"],
      ['a long name', { name: 'x'.repeat(81) }, 'ValidationException: 1 validation error detected: '],
      ['half a JSON', { definition: '{' }, 'InvalidDefinition: '],
      [
        'a definition of more than 1 MiB',
        { definition: `"${'x'.repeat(1_048_577)}"` },
        'ValidationException: 1 validation error detected: ',
      ],
      ['51 tags', { tags: Array.from({ length: 51 }, (_, i) => ({ key: `k${i}`, value: '' })) }, 'TooManyTags: '],
    ])('is refused with %s', async (_what, more, message) => {
      expect(await refusal(bench().create(PASS, more as object))).toContain(message);
    });

    it('is validated without being created', async () => {
      const result = await bench().sfn.send(new sdk.ValidateStateMachineDefinitionCommand({ definition: '{}' }));

      expect(result).toMatchObject({ result: 'FAIL', truncated: false });
      expect(result.diagnostics?.[0]).toMatchObject({ severity: 'ERROR', code: 'SCHEMA_VALIDATION_FAILED' });
    });

    it('has one state tested', async () => {
      const definition = JSON.stringify({ Type: 'Pass', Result: 1, End: true });

      expect(await bench().sfn.send(new sdk.TestStateCommand({ definition }))).toMatchObject({
        status: 'SUCCEEDED',
        output: '1',
      });
    });

    it('is tagged, as activities are', async () => {
      const resourceArn = await bench().create(PASS, { tags: [{ key: 'a', value: '1' }] });

      await bench().sfn.send(new sdk.TagResourceCommand({ resourceArn, tags: [{ key: 'b', value: '2' }] }));
      await bench().sfn.send(new sdk.UntagResourceCommand({ resourceArn, tagKeys: ['a'] }));
      const { tags } = await bench().sfn.send(new sdk.ListTagsForResourceCommand({ resourceArn }));
      const many = Array.from({ length: 50 }, (_, i) => ({ key: `k${i}`, value: '' }));

      expect(tags).toEqual([{ key: 'b', value: '2' }]);
      expect(await refusal(bench().sfn.send(new sdk.TagResourceCommand({ resourceArn, tags: many })))).toMatch(/^TooManyTags: /);
      expect(await refusal(bench().sfn.send(new sdk.ListTagsForResourceCommand({ resourceArn: `${resourceArn}-none` })))).toMatch(
        /^ResourceNotFound: /,
      );
    });
  });

  describe('versions and aliases', () => {
    it('route executions by weight', async () => {
      const stateMachineArn = await bench().create(PASS, { publish: true });
      await bench().sfn.send(new sdk.UpdateStateMachineCommand({ stateMachineArn, definition: FAIL }));
      const two = await bench().sfn.send(new sdk.PublishStateMachineVersionCommand({ stateMachineArn, description: 'fails' }));
      const route = (weight: number): sdk.RoutingConfigurationListItem[] => [
        { stateMachineVersionArn: `${stateMachineArn}:1`, weight },
        { stateMachineVersionArn: two.stateMachineVersionArn, weight: 100 - weight },
      ];
      const { stateMachineAliasArn = '' } = await bench().sfn.send(
        new sdk.CreateStateMachineAliasCommand({ name: 'live', routingConfiguration: route(50) }),
      );

      const started = await Promise.all(Array.from({ length: 60 }, () => bench().start(stateMachineAliasArn)));
      const versions = await Promise.all(started.map(async (arn) => (await bench().describe(arn)).stateMachineVersionArn));
      await bench().sfn.send(new sdk.UpdateStateMachineAliasCommand({ stateMachineAliasArn, routingConfiguration: route(100) }));
      const certain = await bench().describe(await bench().start(stateMachineAliasArn));
      const alias = await bench().sfn.send(new sdk.DescribeStateMachineAliasCommand({ stateMachineAliasArn }));
      const { stateMachineAliases = [] } = await bench().sfn.send(new sdk.ListStateMachineAliasesCommand({ stateMachineArn }));
      const { stateMachineVersions = [] } = await bench().sfn.send(new sdk.ListStateMachineVersionsCommand({ stateMachineArn }));
      const { executions = [] } = await bench().sfn.send(
        new sdk.ListExecutionsCommand({ stateMachineArn: stateMachineAliasArn }),
      );

      expect(new Set(versions)).toEqual(new Set([`${stateMachineArn}:1`, `${stateMachineArn}:2`]));
      expect(certain).toMatchObject({ stateMachineVersionArn: `${stateMachineArn}:1`, stateMachineAliasArn });
      expect(alias.routingConfiguration).toEqual(route(100));
      expect(stateMachineAliases).toHaveLength(1);
      expect(stateMachineVersions.map((version) => version.stateMachineVersionArn)).toEqual([
        `${stateMachineArn}:2`,
        `${stateMachineArn}:1`,
      ]);
      expect(executions).toHaveLength(61);
      const deleteOne = new sdk.DeleteStateMachineVersionCommand({ stateMachineVersionArn: `${stateMachineArn}:1` });
      expect(await refusal(bench().sfn.send(deleteOne))).toBe(
        'ConflictException: Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [live]',
      );
      await bench().sfn.send(new sdk.DeleteStateMachineAliasCommand({ stateMachineAliasArn }));
      await bench().sfn.send(deleteOne);
      expect(await refusal(bench().start(`${stateMachineArn}:1`))).toMatch(/^StateMachineDoesNotExist: /);
    });

    it('are published of the revision that was meant', async () => {
      const stateMachineArn = await bench().create(PASS);
      const publish = (revisionId: string): Promise<unknown> =>
        bench().sfn.send(new sdk.PublishStateMachineVersionCommand({ stateMachineArn, revisionId }));

      await publish('INITIAL');
      const { revisionId = '' } = await bench().sfn.send(
        new sdk.UpdateStateMachineCommand({ stateMachineArn, definition: HOLD }),
      );

      expect(await refusal(publish('INITIAL'))).toBe(
        `ConflictException: Failed to publish the State Machine version for revision INITIAL. The current State Machine revision is ${revisionId}.`,
      );
      expect(await refusal(publish(revisionId))).toBe('not refused');
      expect(
        await refusal(bench().sfn.send(new sdk.PublishStateMachineVersionCommand({ stateMachineArn: `${stateMachineArn}:1` }))),
      ).toMatch(/^InvalidArn: /);
    });
  });
}
