/**
 * `npx nx run e2e:mutation`: takes each statement, action and resource from the template's roles, one at a time, deploys what is left on an
 * separate embedded AWS, and shows what breaks. Ends with status 1 where nothing breaks, or where something is granted that nothing uses.
 * Words after the command choose variants by role or by what is taken: `npx nx run e2e:mutation -- EvaluatorRole`.
 */
import { playBaseline } from './baseline.ts';
import { coreTemplate } from './core-template.ts';
import { type Trial, tryVariant } from './try-variant.ts';
import { unusedActions } from './unused-actions.ts';
import { type Variant, variantsOf } from './variants.ts';

const PARALLEL = 2;

const template = coreTemplate();
const started = Date.now();
process.stdout.write('Playing every scenario with the template as it is …\n');
const baseline = await playBaseline(template);
for (const [name, seen] of Object.entries(baseline.observations))
  for (const [what, how] of Object.entries(seen)) process.stdout.write(`  ${name}: ${what}: ${how === '' ? 'none' : how}\n`);

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const variants = variantsOf(template).filter(
  ({ role, taken }) => wanted.length === 0 || wanted.some((word) => `${role} ${taken}`.includes(word)),
);
process.stdout.write(`\n${variants.length} variants, ${PARALLEL} at a time\n`);
const trials: Trial[] = [];
const waiting = [...variants];
await Promise.all(
  Array.from({ length: PARALLEL }, async () => {
    for (let variant = waiting.shift(); variant !== undefined; variant = waiting.shift()) {
      const trial = await tryVariant(variant, baseline);
      trials.push(trial);
      process.stdout.write(`${String(trials.length).padStart(4)} ${line(variant, trial)}\n`);
    }
  }),
);

const survivors = trials.filter(({ broke }) => broke === undefined);
const unused = wanted.length === 0 ? unusedActions(template, baseline) : [];
process.stdout.write(
  `\n${variants.length} variants: ${variants.length - survivors.length} break something, ${survivors.length} break nothing ` +
    `(${Math.round((Date.now() - started) / 1000)} s)\n`,
);
for (const { variant } of survivors) process.stdout.write(`  nothing breaks without ${variant.role}: ${variant.taken}\n`);
for (const each of unused) process.stdout.write(`  granted and never used: ${each}\n`);
process.exit(survivors.length + unused.length === 0 ? 0 : 1);

function line({ role, taken }: Variant, { broke }: Trial): string {
  return `${`${role}: ${taken}`.padEnd(78)} → ${broke === undefined ? 'NOTHING' : `${broke.scenario}: ${broke.what.slice(0, 150)}`}`;
}
