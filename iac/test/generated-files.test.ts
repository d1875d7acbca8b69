import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { GENERATED_FOLDERS, generatedFiles } from '../src/generated-files.ts';
import { readLifecycleCode, readTemplate } from '../src/template/template.ts';
import { withLongForms } from './long-forms.ts';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const template = readTemplate();
const files = generatedFiles(template, readLifecycleCode());

describe('the generated files', () => {
  it.each([...files])('%s is what the CDK app gives (npx nx run iac:generate brings it up to date)', (path, content) => {
    const inRepository = readFileSync(join(PROJECT, path));

    expect(inRepository.equals(Buffer.from(content))).toBe(true);
  });

  it('are all that lies in their folders', () => {
    const found = GENERATED_FOLDERS.flatMap((folder) =>
      readdirSync(join(PROJECT, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(PROJECT.length)),
    );

    expect(found.filter((path) => !files.has(path))).toEqual([]);
  });
});

describe('the published template', () => {
  const text = files.get('cloudformation/ml-pipeline.yaml') as string;

  it('says the same as the CDK app, comments aside', () => {
    const { AWSTemplateFormatVersion, ...published } = withLongForms(text);

    expect(AWSTemplateFormatVersion).toBe('2010-09-09');
    expect(published).toEqual(template);
  });

  it('fits into --template-body, with 3,000 bytes left for what a person adds', () => {
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(51_200 - 3000);
  });

  it('is read alike by YAML 1.1 and 1.2: no date, no boolean where text is meant', () => {
    expect(parse(text, { version: '1.1', logLevel: 'error' })).toEqual(parse(text, { version: '1.2', logLevel: 'error' }));
  });
});
