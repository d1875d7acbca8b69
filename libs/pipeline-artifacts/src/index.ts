export { ArtifactNotBuiltError } from './artifact-file.ts';
export { DEFINITION_VARIANTS, type DefinitionVariant, definition, MACHINE_NAMES, type MachineName } from './definition.ts';
export { decodeFiles, encodeFiles } from './encoded-files.ts';
export { LAMBDA_BUNDLES, type LambdaBundle, lambdaBundle } from './lambda-bundle.ts';
export { datasetExporter, ML_SCRIPT_NAMES, type MlScriptName, mlScriptFile, mlScripts } from './ml-scripts.ts';
export { coreTemplate, TEMPLATE_NAMES, type TemplateName, templateBody } from './template.ts';
