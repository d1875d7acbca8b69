import { didYouMean } from '../errors/did-you-mean.ts';
import { ExitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';

/** Refuses a profile that the AWS configuration does not have. @throws UserError naming the nearest one */
export async function checkProfile(profile: string): Promise<void> {
  const { loadSharedConfigFiles } = await import('@smithy/core/config');
  const { configFile, credentialsFile } = await loadSharedConfigFiles();
  if (Object.hasOwn(configFile, profile) || Object.hasOwn(credentialsFile, profile)) return;
  const known = new Set([...Object.keys(configFile), ...Object.keys(credentialsFile)]);
  throw new UserError(`unknown AWS profile ${profile}`, {
    exitCode: ExitCode.CREDENTIALS,
    hint: didYouMean(profile, known, 'Profiles') ?? 'aws configure --profile NAME makes one',
  });
}
