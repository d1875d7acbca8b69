/** `nx synth infra`: writes the cloud assembly and every stack's template, and says what each part of them takes. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MAX_TEMPLATE_BODY_BYTES } from '@stepmaker/stack-deployer';
import { PipelineApp } from '../src/pipeline-app.ts';
import { ADD_ONS } from '../src/stages/stage-config.ts';
import { measureTemplate, sizeTable } from '../src/template-size.ts';

const ASSEMBLY = fileURLToPath(new URL('../cdk.out', import.meta.url));
const DIST = fileURLToPath(new URL('../dist', import.meta.url));

rmSync(ASSEMBLY, { recursive: true, force: true });
mkdirSync(DIST, { recursive: true });
const assembly = new PipelineApp({ stage: 'stepmaker', addOns: ADD_ONS, outdir: ASSEMBLY }).synth();
for (const { displayName, stackName, templateFullPath } of assembly.stacksRecursively) {
  const json = readFileSync(templateFullPath, 'utf8');
  const size = measureTemplate(JSON.parse(json));
  process.stdout.write(`${displayName}\n${sizeTable(size, stackName === 'ml-pipeline').replaceAll(/^/gm, '  ')}\n`);
  writeFileSync(`${DIST}/${stackName}.template.json`, json);
  if (size.json > MAX_TEMPLATE_BODY_BYTES) {
    process.stderr.write(
      `${stackName}: the template is larger than the ${MAX_TEMPLATE_BODY_BYTES} bytes that CloudFormation takes.\n`,
    );
    process.exitCode = 1;
  }
}
