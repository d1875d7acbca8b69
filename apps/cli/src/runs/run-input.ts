import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { type PipelineInput, pipelineInputMembers, validatePipelineInput } from '@stepmaker/asl/pipeline';
import { nearest } from '../errors/nearest.ts';
import { UserError } from '../errors/user-error.ts';

/** Reads `--input`: JSON text, `@FILE`, or `-` for standard input. @throws UserError when it is no JSON object */
export async function readRunInput(given: string | undefined): Promise<PipelineInput> {
  if (given === undefined) return {};
  const json = given === '-' ? await text(process.stdin) : given.startsWith('@') ? await readInputFile(given.slice(1)) : given;
  const input = parseJson(json, '--input');
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw new UserError('--input: must be a JSON object; {} will do');
  return input as PipelineInput;
}

/** Refuses an input that the pipeline would refuse, in its words. @throws UserError naming the member that was most likely meant */
export function checkRunInput(input: PipelineInput): void {
  const [issue, ...others] = validatePipelineInput(input);
  if (issue === undefined) return;
  const isKnown = (pipelineInputMembers as readonly string[]).includes(issue.path);
  const near = isKnown ? undefined : nearest(issue.path, pipelineInputMembers);
  const more = others.map(({ path, message }) => `; ${path}: ${message}`).join('');
  throw new UserError(`the input is not right: ${issue.path}: ${issue.message}${more}`, {
    hint: isKnown ? undefined : near === undefined ? `Members: ${pipelineInputMembers.join(', ')}` : `Did you mean ${near}?`,
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

async function readInputFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new UserError(
      `--input @${path}: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : (error as Error).message}`,
    );
  }
}
