import type { InputIssue } from '@stepmaker/asl/pipeline';
import { type DeploymentInput, deploymentInputMembers, validateDeploymentInput } from '@stepmaker/asl/pipeline/deployment';
import { type PipelineInput, pipelineInputMembers, validatePipelineInput } from '@stepmaker/asl/pipeline/input';
import { nearest } from './core/nearest.ts';
import { type InvalidInputIssue, InvalidPipelineInputError } from './errors.ts';

const EXECUTION_NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u;

/** Refuses an input that the pipeline would refuse, in its words. @throws InvalidPipelineInputError */
export function checkInput(input: PipelineInput): void {
  refuse(validatePipelineInput(input), pipelineInputMembers);
}

/** Refuses an input that the deployment machine would refuse, in its words. @throws InvalidPipelineInputError */
export function checkDeploymentInput(input: DeploymentInput): void {
  refuse(validateDeploymentInput(input), deploymentInputMembers);
}

function refuse(found: readonly InputIssue[], members: readonly string[]): void {
  const issues = found.map((issue): InvalidInputIssue => {
    if (members.includes(issue.path)) return issue;
    const suggestion = nearest(issue.path, members);
    return { ...issue, ...(suggestion !== undefined && { suggestion }) };
  });
  if (issues.length > 0) throw new InvalidPipelineInputError(issues);
}

/** Refuses an execution's name that Step Functions would refuse. @throws InvalidPipelineInputError */
export function checkExecutionName(name: string): void {
  if (EXECUTION_NAME.test(name)) return;
  const message = `must be 1 to 80 letters, digits and characters such as - _ . without spaces, was ${JSON.stringify(name)}`;
  throw new InvalidPipelineInputError([{ path: 'name', message }]);
}

/** Whether two inputs say the same, in whatever order. */
export function sameInput(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
