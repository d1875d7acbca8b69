import { pipelineParts } from '../template/pipeline-parts.ts';
import { documentAt, POLICY_SOURCES } from '../template/policy-documents.ts';
import type { Template } from '../template/template.ts';

/** `assets/pipeline.json`: what the Python construct is made from besides code. */
export function renderAssets(template: Template): string {
  const { definition, ...parts } = pipelineParts(template);
  const policies = Object.fromEntries(
    POLICY_SOURCES.map(({ name, resource, path }) => [name, documentAt(template, resource, path)]),
  );
  const scikitLearnAccounts = Object.fromEntries(
    Object.entries(template.Mappings['ScikitLearnAccounts'] ?? {}).map(([region, { Account }]) => [region, Account]),
  );
  return `${JSON.stringify({ definition: JSON.parse(definition) as object, ...parts, policies, scikitLearnAccounts }, null, 1)}\n`;
}
