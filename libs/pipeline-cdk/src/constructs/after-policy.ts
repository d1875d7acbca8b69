import { Fn } from 'aws-cdk-lib';

/** `text`, with a reference to a policy that must exist before it is used: `DependsOn` accepts no condition of the template. */
export function afterPolicy(policyName: string | undefined, text: string): string {
  return policyName === undefined ? text : Fn.select(0, [text, policyName]);
}
