import { lastPart } from '../core/arn.ts';
import type { ArnForm } from '../core/permission-rules.ts';

/** The forms in which the values of every service can be written into ARNs. */
export const SHARED_ARN_FORMS: Readonly<Record<string, ArnForm>> = {
  plain: { write: (value) => value },
  empty: { write: (value) => value, absent: '' },
  lower: { write: (value) => value.toLowerCase() },
  default: { write: lastPart, absent: 'default' },
  /** The part after the last slash, e.g. the name in the URL of a queue. */
  last: { write: lastPart },
  path: { write: (value) => value, absent: '/' },
};
