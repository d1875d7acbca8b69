import { type OpenTarget, openTarget } from '../target/session.ts';
import type { TargetOptions } from '../target/target-options.ts';
import type { TypedCommandLine } from './command-line.ts';

/** The target that the options on a command line that is being typed would choose. */
export async function typedSession({ options }: TypedCommandLine): Promise<OpenTarget> {
  const value = (name: string): string | undefined => options.get(name) || undefined;
  const [profile, region, stack, port] = ['--profile', '--region', '--stack', '--port'].map(value);
  const given: TargetOptions = {
    ...(options.has('--local') && { local: true }),
    ...(options.has('--no-local') && { local: false }),
    ...(profile !== undefined && { profile }),
    ...(region !== undefined && { region }),
    ...(stack !== undefined && { stack }),
    ...(port !== undefined && { port: Number(port) }),
  };
  return await openTarget(given);
}
