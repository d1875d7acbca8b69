import type { Difference } from './snapshot/differences.ts';

/** A difference between a flavour and the published template that is meant to be. */
export interface ReviewedDifference {
  readonly flavour: string;
  /** Matches the path of the difference. */
  readonly path: RegExp;
  /** Matches what the template has or the flavour has instead, as JSON. @default - anything */
  readonly value?: RegExp;
  readonly why: string;
}

/** All of them. Everything else that differs fails the build. */
export const REVIEWED: readonly ReviewedDifference[] = [
  {
    flavour: 'terraform',
    path: /^functions\.\w+\.Runtime$/,
    value: /^"nodejs2[24]\.x"$/,
    why: "version 5 of Terraform's AWS provider knows no newer runtime; the variable lambda_runtime sets another",
  },
  {
    flavour: 'terraform',
    path: /^roles\.lifecycle\.permissions$/,
    value: /^"Allow s3:PutObject on /,
    why: 'Terraform uploads the scripts itself, the function need not',
  },
  {
    flavour: 'terraform',
    path: /^roles\.lifecycle\.permissions$/,
    value: /^"Allow lambda:InvokeFunction on <lifecycle>"$/,
    why: 'Terraform waits for one invocation, so the function does not continue in another; destroying again does',
  },
  {
    flavour: 'terraform',
    path: /^functions\.lifecycle\.files\.index\.js$/,
    why: 'Terraform calls the function in its own words: the same clean-up behind another door',
  },
];

/** Why a difference is meant to be; undefined where it is not. */
export function reviewed(flavour: string, { path, expected, actual }: Difference): string | undefined {
  return REVIEWED.find(
    (entry) =>
      entry.flavour === flavour && entry.path.test(path) && (entry.value?.test(JSON.stringify(expected ?? actual)) ?? true),
  )?.why;
}
