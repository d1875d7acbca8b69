import { readFileSync } from 'node:fs';
import type { Template } from './template.ts';

/** The core stack's template, as `nx synth infra` wrote it. */
export function coreTemplate(): Template {
  const file = new URL('../../../apps/infra/dist/ml-pipeline.template.json', import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Template;
}
