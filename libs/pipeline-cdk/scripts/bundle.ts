/** `nx bundle pipeline-cdk`: writes what the pipeline is made of into the package: both functions' code and the ML scripts. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { readWorkspace } from '../src/artifacts/pipeline-artifacts.ts';

const ASSETS = new URL('../dist/assets/', import.meta.url);

mkdirSync(ASSETS, { recursive: true });
writeFileSync(new URL('pipeline.json', ASSETS), JSON.stringify(readWorkspace()));
