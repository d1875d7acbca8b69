import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  coreTemplate,
  DEFINITION_VARIANTS,
  datasetExporter,
  decodeFiles,
  definition,
  encodeFiles,
  lambdaBundle,
  MACHINE_NAMES,
  ML_SCRIPT_NAMES,
  mlScriptFile,
  mlScripts,
  TEMPLATE_NAMES,
  templateBody,
} from '../src/index.ts';

const PROJECT = join(import.meta.dirname, '..');

describe('the artifacts', () => {
  it('have a bundle for each Lambda function, which the template carries as it is', () => {
    const { Resources } = JSON.parse(coreTemplate());

    expect(lambdaBundle('evaluator')).toBe(Resources.EvaluatorFunction.Properties.Code.ZipFile);
    expect(lambdaBundle('lifecycle')).toBe(Resources.LifecycleFunction.Properties.Code.ZipFile);
    expect(lambdaBundle('lifecycle-terraform')).toContain('exports.handler=');
  });

  it.each(TEMPLATE_NAMES)('have the template of %s', (name) => {
    expect(JSON.parse(templateBody(name))).toHaveProperty('Resources');
  });

  it('have every variant of both definitions that the template publishes', () => {
    const { Files } = JSON.parse(coreTemplate()).Resources.Files.Properties;
    const published = Object.entries(decodeFiles(Files)).filter(([key]) => key.endsWith('.asl.json'));

    const built = MACHINE_NAMES.flatMap((machine) => DEFINITION_VARIANTS.map((variant) => definition(machine, variant)));
    expect(published.map(([, text]) => text).sort()).toEqual(built.sort());
    expect(JSON.parse(definition('pipeline')).States).toHaveProperty('Deploy');
    expect(JSON.parse(definition('deployment')).States).toHaveProperty('CreateEndpoint');
  });

  it('have the scripts that the containers run', () => {
    expect(Object.keys(mlScripts())).toEqual([...ML_SCRIPT_NAMES]);
    expect(mlScripts()['train.py']).toContain('import');
    expect(mlScriptFile('train.py')).toMatch(/\/train\.py$/);
    expect(datasetExporter()).toMatch(/\/export_dataset\.py$/);
  });
});

describe('encoded files', () => {
  it('are decoded as they were', () => {
    const files = { 'code/train.py': 'print("é")\n', 'raw-data/README.txt': '' };

    expect(decodeFiles(encodeFiles(files))).toEqual(files);
  });
});

describe('a checkout that has not been built', () => {
  let checkout: string;

  beforeAll(() => {
    checkout = mkdtempSync(join(tmpdir(), 'pipeline-artifacts-'));
    cpSync(join(PROJECT, 'src'), join(checkout, 'src'), { recursive: true });
    cpSync(join(PROJECT, 'package.json'), join(checkout, 'package.json'));
  });
  afterAll(() => rmSync(checkout, { recursive: true, force: true }));

  it.each(['coreTemplate()', 'definition()', "lambdaBundle('evaluator')", 'mlScripts()', 'datasetExporter()'])(
    '%s names the missing file and the command that builds it',
    (call) => {
      const program = `
        import * as artifacts from ${JSON.stringify(pathToFileURL(join(checkout, 'src/index.ts')).href)};
        const { coreTemplate, definition, lambdaBundle, mlScripts, datasetExporter } = artifacts;
        try { ${call}; } catch (error) {
          console.log(JSON.stringify({ isOurs: error instanceof artifacts.ArtifactNotBuiltError, message: error.message, file: error.file }));
        }`;

      const output = execFileSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' });

      const { isOurs, message, file } = JSON.parse(output);
      expect(isOurs).toBe(true);
      expect(file).toContain(join(checkout, 'artifacts/'));
      expect(message).toBe(`${file} has not been built. Run: npx nx build pipeline-artifacts`);
    },
  );
});

describe('the packed package', () => {
  it('brings code, types and every artifact, and no test', () => {
    const directory = mkdtempSync(join(tmpdir(), 'pipeline-artifacts-'));
    try {
      const [packed] = Object.values(
        JSON.parse(
          execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', directory], {
            cwd: PROJECT,
            encoding: 'utf8',
          }),
        ),
      ) as { files: { path: string }[] }[];
      const files = packed?.files.map(({ path }) => path) ?? [];

      expect(files).toEqual(
        expect.arrayContaining([
          'README.md',
          'dist/index.js',
          'dist/index.d.ts',
          'dist/base92.js',
          ...['evaluator', 'lifecycle', 'lifecycle-terraform'].map((name) => `artifacts/functions/${name}.js`),
          ...[...ML_SCRIPT_NAMES, 'export_dataset.py'].map((name) => `artifacts/scripts/${name}`),
          ...TEMPLATE_NAMES.map((name) => `artifacts/templates/${name}.template.json`),
          ...MACHINE_NAMES.flatMap((machine) =>
            DEFINITION_VARIANTS.map((variant) => `artifacts/definitions/${machine}${variant}.asl.json`),
          ),
        ]),
      );
      expect(files.filter((path) => /\.test\.|tsbuildinfo|\.pyc$/.test(path))).toEqual([]);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
});
