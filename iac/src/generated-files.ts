import { readdirSync, readFileSync } from 'node:fs';
import { renderAssets } from './cdk-python/render-assets.ts';
import { renderTemplate } from './cloudformation/render-template.ts';
import { pipelineParts } from './template/pipeline-parts.ts';
import type { Template } from './template/template.ts';
import { functionArchive } from './terraform/function-archive.ts';
import { renderBlocks } from './terraform/hcl.ts';
import { withDocs } from './terraform/render-docs.ts';
import { renderImages } from './terraform/render-images.ts';
import { renderPolicies } from './terraform/render-policies.ts';
import { renderVariables } from './terraform/render-variables.ts';

const HCL_HEADER = '# Made from the CDK app by `npx nx run iac:generate`; changes belong there.\n\n';

const MODULE = new URL('../terraform/', import.meta.url);

/** Folders all of whose files are generated: other files in them are deleted. */
export const GENERATED_FOLDERS: readonly string[] = ['terraform/files', 'cdk-python/src/stepmaker_ml_pipeline/assets'];

/**
 * Every file of the other ways in that is made from the CDK app's template, by its path in this project.
 *
 * @param lifecycleCodeForTerraform the lifecycle function's bundle for Terraform, which calls it in another way than CloudFormation
 */
export function generatedFiles(template: Template, lifecycleCodeForTerraform: string): ReadonlyMap<string, string | Uint8Array> {
  const { definitions, codePrefix, scripts, dataReadme, evaluatorCode } = pipelineParts(template);
  const files = new Map<string, string | Uint8Array>([
    ['cloudformation/ml-pipeline.yaml', renderTemplate(template)],
    ['cdk-python/src/stepmaker_ml_pipeline/assets/pipeline.json', renderAssets(template)],
    ['terraform/policies.tf', HCL_HEADER + renderPolicies(template)],
    ['terraform/parameters.tf', HCL_HEADER + renderVariables(template)],
    ['terraform/images.tf', HCL_HEADER + renderImages(template)],
    ['terraform/code.tf', HCL_HEADER + renderBlocks([{ type: 'locals', arguments: { code_prefix: codePrefix } }])],
    ['terraform/files/raw-data/README.txt', dataReadme],
    ['terraform/files/evaluator.zip', functionArchive(evaluatorCode)],
    ['terraform/files/lifecycle.zip', functionArchive(lifecycleCodeForTerraform)],
  ]);
  for (const [machine, variants] of Object.entries(definitions)) {
    for (const [ending, text] of Object.entries(variants)) files.set(`terraform/files/${machine}${ending}.asl.json.tftpl`, text);
  }
  files.set('terraform/README.md', withDocs(readModule('README.md'), moduleSources(files)));
  for (const [name, text] of Object.entries(scripts)) files.set(`terraform/files/code/${name}`, text);
  return files;
}

/** The module's `.tf` files: those that are generated as they will be, the others as they lie there. */
function moduleSources(generated: ReadonlyMap<string, string | Uint8Array>): readonly string[] {
  return readdirSync(MODULE)
    .filter((name) => name.endsWith('.tf'))
    .sort()
    .map((name) => String(generated.get(`terraform/${name}`) ?? readModule(name)));
}

function readModule(name: string): string {
  return readFileSync(new URL(name, MODULE), 'utf8');
}
