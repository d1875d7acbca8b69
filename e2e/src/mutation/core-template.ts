import { coreTemplate as coreTemplateBody } from '@stepmaker/pipeline-artifacts';
import type { Template } from './template.ts';

/** The core stack's template, as it was synthesised. */
export function coreTemplate(): Template {
  return JSON.parse(coreTemplateBody()) as Template;
}
