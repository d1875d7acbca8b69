/** `nx synth infra`: writes the cloud assembly and the template, and says what each part of it takes. */
import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { MAX_TEMPLATE_BYTES, measureTemplate, sizeTable } from '../src/template-size.ts';

const ASSEMBLY = fileURLToPath(new URL('../cdk.out', import.meta.url));
const TEMPLATE = fileURLToPath(new URL('../dist/ml-pipeline.template.json', import.meta.url));

rmSync(ASSEMBLY, { recursive: true, force: true });
process.env['CDK_OUTDIR'] = ASSEMBLY;
await import('../src/main.ts');

const stack = new CloudAssembly(ASSEMBLY).stacksRecursively.find(({ stackName }) => stackName === 'ml-pipeline');
if (!stack) throw new Error(`${ASSEMBLY} has no stack named ml-pipeline`);
const size = measureTemplate(JSON.parse(readFileSync(stack.templateFullPath, 'utf8')));
process.stdout.write(`${sizeTable(size)}\n`);
mkdirSync(dirname(TEMPLATE), { recursive: true });
copyFileSync(stack.templateFullPath, TEMPLATE);
if (Math.max(size.json, size.yaml) > MAX_TEMPLATE_BYTES) {
  process.stderr.write(`The template is larger than the ${MAX_TEMPLATE_BYTES} bytes that CloudFormation takes.\n`);
  process.exitCode = 1;
}
