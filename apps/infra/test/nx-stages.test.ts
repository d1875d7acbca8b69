import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DEFAULT_STAGE, stages } from '../src/stages/stages.ts';

interface NxPlugin {
  readonly plugin?: string;
  readonly options?: { readonly stages?: readonly string[] };
}

it('nx deploy, destroy, diff and cost have a configuration for every stage but the one that is deployed when none is named', () => {
  const { plugins } = JSON.parse(readFileSync(new URL('../../../nx.json', import.meta.url), 'utf8')) as { plugins: NxPlugin[] };
  const { options } = plugins.find(({ plugin }) => plugin?.endsWith('/cdk-stages.mjs')) ?? {};

  expect(options?.stages).toEqual(Object.keys(stages).filter((name) => name !== DEFAULT_STAGE));
});
