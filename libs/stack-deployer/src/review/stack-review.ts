import type { ResourceEntry } from './resource-entry.ts';

/** Something that is added, changed or removed. */
export type EntryKind = 'add' | 'change' | 'remove';

/** A change of an IAM statement. */
export interface StatementEntry {
  readonly kind: 'add' | 'remove';
  readonly logicalId: string;
  readonly text: string;
  readonly isBroad: boolean;
}

/** A change of a parameter or an output. */
export interface ValueEntry {
  readonly kind: EntryKind;
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
}

/** Changes of a deployment. */
export interface StackReview {
  readonly stackName: string;
  readonly isNew: boolean;
  readonly resources: readonly ResourceEntry[];
  readonly statements: readonly StatementEntry[];
  readonly parameters: readonly ValueEntry[];
  readonly outputs: readonly ValueEntry[];
}
