/** `nx synth infra`: writes the cloud assembly and every stack's template, and says what each part of them takes. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PipelineApp } from '../src/pipeline-app.ts';
import { ADD_ONS } from '../src/stages/stage-config.ts';
import { MAX_TEMPLATE_BYTES, measureTemplate, sizeTable, toCliYaml } from '../src/template-size.ts';

const ASSEMBLY = fileURLToPath(new URL('../cdk.out', import.meta.url));
const DIST = fileURLToPath(new URL('../dist', import.meta.url));

rmSync(ASSEMBLY, { recursive: true, force: true });
mkdirSync(DIST, { recursive: true });
const assembly = new PipelineApp({ stage: 'stepmaker', addOns: ADD_ONS, outdir: ASSEMBLY }).synth();
for (const { displayName, stackName, templateFullPath } of assembly.stacksRecursively) {
  const json = readFileSync(templateFullPath, 'utf8');
  const template = JSON.parse(json);
  const size = measureTemplate(template);
  process.stdout.write(`${displayName}\n${sizeTable(size, stackName === 'ml-pipeline').replaceAll(/^/gm, '  ')}\n`);
  writeFileSync(`${DIST}/${stackName}.template.json`, json);
  writeFileSync(`${DIST}/${stackName}.template.yaml`, toCliYaml(template));
  if (Math.max(size.json, size.yaml) > MAX_TEMPLATE_BYTES) {
    process.stderr.write(
      `${stackName}: the template is larger than the ${MAX_TEMPLATE_BYTES} bytes that CloudFormation takes.\n`,
    );
    process.exitCode = 1;
  }
}
