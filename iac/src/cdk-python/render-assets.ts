import { pipelineParts } from '../template/pipeline-parts.ts';
import { documentAt, POLICY_SOURCES } from '../template/policy-documents.ts';
import type { Template } from '../template/template.ts';

/** `assets/pipeline.json`: what the Python construct is made from besides code. */
export function renderAssets(template: Template): string {
  const { definitions: texts, ...parts } = pipelineParts(template);
  const policies = Object.fromEntries(
    POLICY_SOURCES.map(({ name, resource, path }) => [name, documentAt(template, resource, path)]),
  );
  const scikitLearnAccounts = Object.fromEntries(
    Object.entries(template.Mappings['ScikitLearnAccounts'] ?? {}).map(([region, { Id }]) => [region, Id]),
  );
  const definitions = Object.fromEntries(
    Object.entries(texts).map(([machine, variants]) => [
      machine,
      Object.fromEntries(Object.entries(variants).map(([ending, text]) => [ending, JSON.parse(text) as object])),
    ]),
  );
  return `${JSON.stringify({ definitions, ...parts, policies, scikitLearnAccounts }, null, 1)}\n`;
}
