export { deployTemplate } from './deploy-template.ts';
export { type LocalOptions, type LocalPipeline, startLocal } from './start-local.ts';
