import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateStateMachineCommand, SFNClient, ValidateStateMachineDefinitionCommand } from '@aws-sdk/client-sfn';
import { deploymentVariant, pipelineSubstitutions, pipelineVariant, substitute } from '@stepmaker/asl/pipeline';
import { type Emulator, startEmulator } from '@stepmaker/emulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const values = Object.fromEntries(
  Object.keys(pipelineSubstitutions).map((name) => [name, name === 'Partition' ? 'aws' : 'value']),
) as Parameters<typeof substitute>[1];

describe('each definition that a stack may choose', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'stepmaker-variants-'));
  let emulator: Emulator;
  let sfn: SFNClient;

  beforeAll(async () => {
    emulator = await startEmulator({ port: 0, dataDir, log: () => {} });
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    sfn = new SFNClient({ endpoint: emulator.endpointUrl, region: emulator.region, credentials });
  });
  afterAll(async () => {
    sfn.destroy();
    await emulator.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it.each([
    ['bare', { hasVpc: false, hasKmsKey: false }],
    ['in a VPC', { hasVpc: true, hasKmsKey: false }],
    ['with a key', { hasVpc: false, hasKmsKey: true }],
    ['in a VPC, with a key', { hasVpc: true, hasKmsKey: true }],
  ])('%s is accepted by Step Functions, and makes a state machine', async (title, variant) => {
    const roleArn = 'arn:aws:iam::000000000000:role/pipeline';
    for (const [machine, variantOf] of [
      ['pipeline', pipelineVariant],
      ['deployment', deploymentVariant],
    ] as const) {
      const definition = JSON.stringify(substitute(variantOf(variant), values));

      const found = await sfn.send(new ValidateStateMachineDefinitionCommand({ definition, severity: 'WARNING' }));

      expect(found).toMatchObject({ result: 'OK', diagnostics: [], truncated: false });
      const name = `${machine}-${title.replaceAll(/\W+/g, '-')}`;
      await expect(sfn.send(new CreateStateMachineCommand({ name, definition, roleArn }))).resolves.toBeDefined();
    }
  });
});
