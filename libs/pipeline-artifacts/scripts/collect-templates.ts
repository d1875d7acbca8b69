/** `nx run pipeline-artifacts:templates`: takes over the synthesised templates, and the definitions that the core template publishes. */
import { readFileSync } from 'node:fs';
import { decodeFiles } from '../src/encoded-files.ts';
import { TEMPLATE_NAMES } from '../src/template.ts';
import { replaceFolder, WORKSPACE } from './replace-folder.ts';

const templates = Object.fromEntries(
  TEMPLATE_NAMES.map((name) => [
    `${name}.template.json`,
    readFileSync(new URL(`apps/infra/dist/${name}.template.json`, WORKSPACE), 'utf8'),
  ]),
);
const core = JSON.parse(templates['ml-pipeline.template.json'] ?? '') as {
  readonly Resources: { readonly Files: { readonly Properties: { readonly Files: string } } };
};
const definitions = Object.entries(decodeFiles(core.Resources.Files.Properties.Files)).flatMap(([key, text]) => {
  const [, name] = /^state-machine\/[0-9a-f]{12}\/(.*\.asl\.json)$/.exec(key) ?? [];
  return name === undefined ? [] : [[name, text]];
});

replaceFolder('templates', templates);
replaceFolder('definitions', Object.fromEntries(definitions));
