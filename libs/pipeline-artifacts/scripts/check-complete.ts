/** `npm pack`: refuses to pack the package without one of its artifacts. */
import {
  coreTemplate,
  DEFINITION_VARIANTS,
  datasetExporter,
  definition,
  LAMBDA_BUNDLES,
  lambdaBundle,
  MACHINE_NAMES,
  mlScripts,
  TEMPLATE_NAMES,
  templateBody,
} from '../src/index.ts';

LAMBDA_BUNDLES.forEach(lambdaBundle);
mlScripts();
datasetExporter();
coreTemplate();
TEMPLATE_NAMES.forEach(templateBody);
for (const machine of MACHINE_NAMES) for (const variant of DEFINITION_VARIANTS) definition(machine, variant);
