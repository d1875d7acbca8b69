import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type TestTool, testTool } from '@stepmaker/testing';
import { PipelineApp } from '../../src/pipeline-app.ts';
import { ADD_ONS } from '../../src/stages/stage-config.ts';
import { type Suppression, suppressions } from './suppressions.ts';

/** What a judge says. */
export interface Finding {
  readonly rule: string;
  /** `<stack>/<logical id>` */
  readonly where: string;
}

const VENV = fileURLToPath(new URL('../../../../.venv-judges/bin/', import.meta.url));

/** A tool of `.venv-judges`. */
export function judgeTool(name: string): TestTool {
  const path = join(VENV, name);
  return testTool(name, existsSync(path) ? path : undefined, 'node scripts/setup/judges.mjs');
}

/** A new directory with every stack's template, `<stack>.template.json`, and their paths. */
export function synthesiseAll(): { readonly directory: string; readonly templates: readonly string[] } {
  const directory = mkdtempSync(join(tmpdir(), 'infra-judges-'));
  const assembly = new PipelineApp({ stage: 'stepmaker', addOns: ADD_ONS, outdir: directory }).synth();
  return { directory, templates: assembly.stacksRecursively.map(({ templateFullPath }) => templateFullPath) };
}

/** The findings that no suppression explains, and the suppressions of the judge that explain none. */
export function judged(judge: Suppression['judge'], findings: readonly Finding[]): { open: Finding[]; unused: string[] } {
  const mine = suppressions.filter((suppression) => suppression.judge === judge);
  const explains = ({ rule, where }: Suppression, finding: Finding): boolean =>
    (rule.includes('[') ? finding.rule.startsWith(rule) : finding.rule === rule) && where.test(finding.where);
  return {
    open: findings.filter((finding) => !mine.some((suppression) => explains(suppression, finding))),
    unused: mine.filter((suppression) => !findings.some((finding) => explains(suppression, finding))).map(({ rule }) => rule),
  };
}
