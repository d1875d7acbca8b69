import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { type PipelineInput, pipelineInputMembers, validatePipelineInput } from '@stepmaker/asl/pipeline';
import { nearest } from '@stepmaker/pipeline-sdk';
import { UserError } from '../errors/user-error.ts';

/** Reads `--input`: JSON text, `@FILE`, or `-` for standard input. @throws UserError when it is not a JSON object */
export async function readRunInput(given: string | undefined): Promise<PipelineInput> {
  return given === undefined ? {} : await readJsonObject(given, '--input');
}

/**
 * Reads the value of an option that is a JSON object.
 *
 * @param given JSON text, `@FILE`, or `-` for standard input
 * @throws UserError when it is not a JSON object
 */
export async function readJsonObject(given: string, option: string): Promise<Readonly<Record<string, unknown>>> {
  const json =
    given === '-' ? await text(process.stdin) : given.startsWith('@') ? await readOptionFile(given.slice(1), option) : given;
  const value = parseJson(json, option);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UserError(`${option}: must be a JSON object; {} will do`);
  return value as Readonly<Record<string, unknown>>;
}

/** Refuses an input that the pipeline would refuse, in its words. @throws UserError naming the member that was most likely meant */
export function checkRunInput(input: PipelineInput): void {
  const [issue, ...others] = validatePipelineInput(input);
  if (issue === undefined) return;
  const isKnown = (pipelineInputMembers as readonly string[]).includes(issue.path);
  const near = isKnown ? undefined : nearest(issue.path, pipelineInputMembers);
  const more = others.map(({ path, message }) => `; ${path}: ${message}`).join('');
  throw new UserError(`invalid input: ${issue.path}: ${issue.message}${more}`, {
    hint: isKnown
      ? undefined
      : near === undefined
        ? `allowed fields: ${pipelineInputMembers.join(', ')}`
        : `Did you mean ${near}?`,
  });
}

/** Parses JSON. @throws UserError saying where it stops being JSON */
export function parseJson(json: string, what: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch (error) {
    const isNaNText = /[:[,]\s*-?(NaN|Infinity)\b/.test(json);
    throw new UserError(`${what} is not JSON: ${(error as Error).message}`, {
      hint: isNaNText ? 'JSON has no NaN and no Infinity: null is a missing value' : undefined,
    });
  }
}

async function readOptionFile(path: string, option: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new UserError(
      `${option} @${path}: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'file not found' : (error as Error).message}`,
    );
  }
}
