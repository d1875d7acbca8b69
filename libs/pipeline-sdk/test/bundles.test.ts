import { join } from 'node:path';
import { type BuildResult, build, type Metafile } from 'esbuild';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** A bundle of this code with the AWS clients left out, as for Lambda, whose runtime has them. */
function bundle(contents: string, platform: 'node' | 'browser' = 'node'): Promise<BuildResult<{ metafile: true; write: false }>> {
  return build({
    stdin: { contents, resolveDir: ROOT },
    bundle: true,
    minify: true,
    format: 'esm',
    platform,
    external: ['@aws-sdk/*'],
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
}

/** What is left to be imported when the bundle runs. */
function importsOf(metafile: Metafile): string[] {
  return [...new Set(Object.values(metafile.outputs).flatMap((output) => output.imports.map(({ path }) => path)))].toSorted();
}

function awsClientsOf({ metafile }: BuildResult<{ metafile: true; write: false }>): string[] {
  return importsOf(metafile).filter((path) => path.startsWith('@aws-sdk/'));
}

function size({ outputFiles }: BuildResult<{ metafile: true; write: false }>): number {
  return outputFiles.reduce((sum, { contents }) => sum + contents.length, 0);
}

describe('a bundle', () => {
  it('of an import for nothing is empty: importing has no effects', async () => {
    expect(size(await bundle(`import '@stepmaker/pipeline-sdk'; import '@stepmaker/pipeline-sdk/node';`))).toBe(0);
  });

  it('of everything in the root is for a browser: it needs no module of Node and none of its globals', async () => {
    const { outputFiles, metafile } = await bundle(`export * from '@stepmaker/pipeline-sdk';`, 'browser');

    expect(importsOf(metafile).filter((path) => !path.startsWith('@aws-sdk/'))).toEqual([]);
    // Globals alone: members such as globalThis.process are undefined in a browser, and allowed.
    const code = outputFiles.map(({ text }) => text).join('');
    expect(code.match(/(?<![.\w$"'`])(process|Buffer|global|require|__dirname|setImmediate)(?=[.([])/g)).toBeNull();
  });

  it('that needs a module of Node is refused for a browser', async () => {
    await expect(bundle(`export * from '@stepmaker/pipeline-sdk/node';`, 'browser')).rejects.toThrow('Could not resolve "node:');
  });

  it('of EndpointClient alone has no other part of the SDK and no other AWS client', async () => {
    const bundled = await bundle(`export { EndpointClient } from '@stepmaker/pipeline-sdk';`, 'browser');

    expect(awsClientsOf(bundled)).toEqual([
      '@aws-sdk/client-application-auto-scaling',
      '@aws-sdk/client-sagemaker',
      '@aws-sdk/client-sagemaker-runtime',
    ]);
    const inputs = Object.entries(Object.values(bundled.metafile.outputs)[0]?.inputs ?? {});
    const used = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path);
    expect(used.filter((path) => /execution|pipeline-client|libs\/asl/.test(path))).toEqual([]);
    expect(size(bundled)).toBeLessThan(18_000);
  });

  it('of a Lambda function that starts the pipeline is small', async () => {
    const bundled = await bundle(`
      import { PipelineClient } from '@stepmaker/pipeline-sdk';
      const pipeline = new PipelineClient({ stateMachineArn: process.env.STATE_MACHINE_ARN });
      export const handler = async (input) => (await pipeline.startExecution(input)).executionArn;`);

    expect(size(bundled)).toBeLessThan(46_000);
  });
});
