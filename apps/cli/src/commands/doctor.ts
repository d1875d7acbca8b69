import { Command } from 'commander';
import type { DoctorOptions } from '../doctor/show-doctor.ts';
import { withExamples } from '../help/examples.ts';
import { withOutput } from '../help/output-options.ts';
import { withTarget } from '../target/target-options.ts';

/** `stepmaker doctor`: looks whether this machine and AWS have what the pipeline needs. */
export function doctorCommand(): Command {
  return withExamples(
    withOutput(
      withTarget(
        new Command('doctor')
          .summary('check what the pipeline needs')
          .description('check what the pipeline needs, and how to fix what is missing'),
      ),
      'only what is wrong',
    ),
    [
      ['stepmaker doctor', 'this machine, and the target'],
      ['stepmaker doctor --profile work --region eu-west-1', 'credentials, image, quotas and roles there'],
      ['stepmaker doctor --json', 'for scripts; exit code 1 when something is missing'],
    ],
  ).action(async (options: DoctorOptions) => {
    const { showDoctor } = await import('../doctor/show-doctor.ts');
    await showDoctor(options);
  });
}
