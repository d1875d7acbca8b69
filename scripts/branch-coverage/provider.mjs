/**
 * Vitest's coverage provider, which also counts the branches that child processes reach. A test starts them with `NODE_V8_COVERAGE` set to the
 * directory in `STEPMAKER_CHILD_COVERAGE`. A bundle counts for the sources that its source map names. A process that is killed by SIGKILL
 * reports nothing.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mergeProcessCovs } from '@bcoe/v8-coverage';
import v8 from '@vitest/coverage-v8';
import { addHits } from './add-hits.mjs';

export default {
  ...v8,
  async getProvider() {
    const provider = await v8.getProvider();
    const generateCoverage = provider.generateCoverage.bind(provider);
    const directory = process.env.STEPMAKER_CHILD_COVERAGE;
    mkdirSync(directory, { recursive: true });
    provider.generateCoverage = async (context) => {
      const coverage = await generateCoverage(context);
      for (const other of await childCoverage(provider, directory)) addHits(coverage, other);
      rmSync(directory, { recursive: true });
      return coverage;
    };
    return provider;
  },
};

/** Coverage of the sources, one map for each script that a child process ran. */
async function childCoverage(provider, directory) {
  const reports = readdirSync(directory)
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({ result: JSON.parse(readFileSync(join(directory, file), 'utf8')).result.filter(isOurs) }));
  const maps = [];
  for (const { url, functions } of mergeProcessCovs(reports).result) {
    const sourceMap = `${fileURLToPath(url)}.map`;
    if (!existsSync(sourceMap)) continue;
    const map = JSON.parse(readFileSync(sourceMap, 'utf8'));
    map.sources = map.sources.map((source) => new URL(source, url).href);
    if (!map.sources.some((source) => provider.isIncluded(fileURLToPath(source)))) continue;
    maps.push(await provider.remapCoverage(url, 0, { code: readFileSync(fileURLToPath(url), 'utf8'), map }, functions));
  }
  return maps;
}

function isOurs({ url }) {
  return url.startsWith('file://') && !url.includes('/node_modules/');
}
