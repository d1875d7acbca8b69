import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { testTool } from '@stepmaker/testing';
import { build } from 'esbuild';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalPipeline, startLocal } from '../src/start-local.ts';

const CHROMIUM = process.env['STEPMAKER_CHROMIUM'] ?? '/usr/bin/chromium';
const browserTool = testTool('Chromium', existsSync(CHROMIUM) ? CHROMIUM : undefined, 'apt-get install chromium');
const HOUSE = [0.02729, 0.0, 7.07, 0, 0.469, 7.185, 61.1, 4.9671, 2, 242, 17.8, 392.83, 4.03];

/** A page's script: predicts in every form, and streams. */
const PAGE = `
import { EndpointClient } from '@stepmaker/pipeline-sdk';
globalThis.predict = async (options, house) => {
  const prices = [];
  for (const contentType of ['application/json', 'text/csv', 'application/x-npy'])
    prices.push(...await new EndpointClient({ ...options, contentType }).predict([house]));
  const { body } = await new EndpointClient(options).invokeStream(JSON.stringify({ instances: [house] }));
  let text = '';
  for await (const part of body) text += new TextDecoder().decode(part);
  return [...prices, ...JSON.parse(text).predictions];
};
globalThis.refusal = (options) => new EndpointClient(options).predict([[1]]).then(String, ({ name, OriginalStatusCode }) => [name, OriginalStatusCode]);
`;

describe.skipIf(browserTool.isMissing)(`EndpointClient in a browser${browserTool.note}`, () => {
  let page: Server;
  let local: LocalPipeline;
  let browser: Browser;
  let script: string;

  beforeAll(async () => {
    const bundled = await build({
      stdin: { contents: PAGE, resolveDir: import.meta.dirname },
      bundle: true,
      minify: true,
      format: 'esm',
      platform: 'browser',
      conditions: ['@stepmaker/source'],
      external: ['@aws-sdk/client-sagemaker', '@aws-sdk/client-application-auto-scaling'],
      write: false,
    });
    script = bundled.outputFiles[0]?.text ?? '';
    page = createServer((request, response) => {
      const isScript = request.url === '/script.js';
      response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' });
      response.end(isScript ? script : '<script type="module" src="/script.js"></script>');
    });
    await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
    local = await startLocal({ emulator: { allowOrigins: [originOf(page)] } });
    browser = await chromium.launch({
      executablePath: browserTool.path,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    });
  });
  afterAll(async () => {
    await browser?.close();
    await local?.[Symbol.asyncDispose]();
    page?.close();
  });

  it('predicts, in every form, and streams', async () => {
    const { EndpointName } = await (await local.pipeline.startExecution()).result();
    const [price] = await local.endpoint(EndpointName).predict([HOUSE]);
    const tab = await browser.newPage();
    await tab.goto(originOf(page));
    await tab.waitForFunction('globalThis.predict');
    const options = { ...local.clientConfig, endpointName: EndpointName };

    const prices = await tab.evaluate(`predict(${JSON.stringify(options)}, ${JSON.stringify(HOUSE)})`);
    const refusal = await tab.evaluate(`refusal(${JSON.stringify(options)})`);

    expect(prices).toEqual([price, price, price, price]);
    expect(refusal).toEqual(['ModelError', 400]);
  });

  it('is a script of moderate size, the AWS client included', () => {
    expect(script.length).toBeLessThan(400_000);
  });
});

function originOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
