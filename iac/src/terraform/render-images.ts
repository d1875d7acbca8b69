import type { Template } from '../template/template.ts';
import { renderBlocks } from './hcl.ts';

/** `images.tf`: the accounts that hold AWS's scikit-learn image, by region. */
export function renderImages({ Mappings }: Template): string {
  const accounts = Object.entries(Mappings['ScikitLearnAccounts'] ?? {}).map(([region, { Id = '' }]) => [region, Id]);
  return renderBlocks([{ type: 'locals', arguments: { scikit_learn_accounts: Object.fromEntries(accounts) } }]);
}
