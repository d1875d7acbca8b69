import { createRequire } from 'node:module';
import {
  deploymentSubstitutions,
  deploymentVariant,
  pipelineSubstitutions,
  pipelineVariant,
  substitute,
} from '@stepmaker/asl/pipeline';
import { describe, expect, it } from 'vitest';
import { judged } from './findings.ts';

/** asl-validator has no separate types. */
type Validate = (definition: object) => {
  readonly errors: readonly { readonly 'Error code': string; readonly schemaError?: { readonly instancePath: string } }[];
};

const validate: Validate = createRequire(import.meta.url)('asl-validator');

const values = Object.fromEntries(
  Object.keys({ ...pipelineSubstitutions, ...deploymentSubstitutions }).map((name) => [
    name,
    name === 'Partition' ? 'aws' : 'value',
  ]),
) as Parameters<typeof substitute>[1];

const MACHINES = { pipeline: pipelineVariant, deployment: deploymentVariant };

describe('asl-validator', () => {
  it.each([
    ['bare', { hasVpc: false, hasKmsKey: false }],
    ['in a VPC, with a key', { hasVpc: true, hasKmsKey: true }],
  ])('finds nothing in the definitions of both machines, %s, but what is explained', (_, variant) => {
    const findings = Object.entries(MACHINES).flatMap(([machine, definition]) =>
      validate(substitute(definition(variant), values)).errors.map((error) => ({
        rule: error['Error code'],
        where: `${machine}${error.schemaError?.instancePath}`,
      })),
    );

    expect(judged('asl-validator', findings)).toEqual({ open: [], unused: [] });
  });

  it('finds what is wrong', () => {
    const { errors } = validate({ StartAt: 'A', States: { A: { Type: 'Pass' } } });

    expect(errors.length).toBeGreaterThan(0);
  });
});
