import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SuiteContext } from '../suites/suite.ts';
import { startEmulatorTarget } from '../targets/emulator.ts';
import type { Target } from '../targets/target.ts';
import { compare, compareHistories, type Difference } from './compare.ts';
import { KNOWN_DIFFERENCES } from './known-differences.ts';
import { MACHINES } from './machines.ts';
import { endOf } from './pipeline-end.ts';
import { type MachineRole, makeRole, runMachine } from './run-machine.ts';

/** A difference that was found, and of what. */
interface Found extends Difference {
  readonly machine: string;
}

const REPORT = new URL('../../test-results/localstack/differential.md', import.meta.url);

/** The same executions on the embedded AWS and on another target; what differs must be known. */
export function differential({ target, kind }: SuiteContext): void {
  describe('the same executions on the embedded AWS', () => {
    let emulator: Target;
    let roles: { readonly here: MachineRole; readonly there: MachineRole };
    const all: Found[] = [];

    beforeAll(async () => {
      emulator = await startEmulatorTarget();
      roles = {
        here: await makeRole(emulator.clientConfig, emulator.main.stackName),
        there: await makeRole(target().clientConfig, target().main.stackName),
      };
    }, 120_000);
    afterAll(async () => {
      writeReport(all, kind.title);
      await roles?.there[Symbol.asyncDispose]();
      await emulator?.[Symbol.asyncDispose]();
    }, 120_000);

    /** Fails where what was found is not what is known. */
    const judge = (machine: string, found: readonly Difference[]): void => {
      all.push(...found.map((difference) => ({ machine, ...difference })));
      const known = KNOWN_DIFFERENCES.filter((each) => each.machine === machine).map(({ where }) => where);
      const unknown = found.filter(({ where }) => !known.includes(where));
      expect(unknown, 'differences that no one knows yet').toEqual([]);
      const where = found.map((each) => each.where);
      expect(
        known.filter((each) => !where.includes(each)),
        'known differences that are gone',
      ).toEqual([]);
    };

    it.each(MACHINES)('$name ends in the same way', { timeout: 60_000 }, async (machine) => {
      const [here, there] = await Promise.all([
        runMachine(emulator.clientConfig, roles.here, machine),
        runMachine(target().clientConfig, roles.there, machine),
      ]);

      judge(machine.name, compareHistories(here.events, there.events));
    });

    it('take the pipeline through the same states to the same ends', { timeout: kind.executionMillis * 2 }, async () => {
      const inputs = { approved: { Seed: 7 }, rejected: { Seed: 7, ModelPerformanceThreshold: 0.999 } };
      const found: Difference[] = [];
      for (const [name, input] of Object.entries(inputs)) {
        const [here, there] = await Promise.all([endOf(emulator.main, input), endOf(target().main, input)]);
        found.push(...compare(name, here.end, there.end));
      }

      judge('pipeline', found);
    });
  });
}

/** The table that goes into docs/emulator-fidelity.md. */
function writeReport(found: readonly Found[], title: string): void {
  const text = (value: unknown): string => JSON.stringify(value)?.slice(0, 300).replaceAll('|', '\\|') ?? 'nothing';
  const rows = found.map(({ machine, where, left, right }) => {
    const known = KNOWN_DIFFERENCES.find((each) => each.machine === machine && each.where === where);
    return `| ${machine} | \`${where}\` | ${text(left)} | ${text(right)} | ${known?.agreesWithAws ?? 'new'} | ${known?.because ?? ''} |`;
  });
  const head = `| machine | where | the embedded AWS | ${title} | agrees with AWS | how that is known |`;
  mkdirSync(fileURLToPath(new URL('.', REPORT)), { recursive: true });
  writeFileSync(REPORT, [head, '| - | - | - | - | - | - |', ...rows, ''].join('\n'));
}
