import { dev } from './dev.ts';
import { plain } from './plain.ts';
import { prod } from './prod.ts';
import type { StageConfig } from './stage-config.ts';
import { staging } from './staging.ts';

/** The name of a stage. */
export type StageName = 'stepmaker' | 'dev' | 'staging' | 'prod';

/** Every stage by its name; `stepmaker` is the one that is deployed when none is named. */
export const stages: Readonly<Record<StageName, StageConfig>> = { stepmaker: plain, dev, staging, prod };

/** The stage that is deployed when none is named. */
export const DEFAULT_STAGE: StageName = 'stepmaker';
