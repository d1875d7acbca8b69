import type { TokenRules } from '../../core/page.ts';
import { validationError } from './template/validation-error.ts';

/** Pages of all lists of CloudFormation: 100 items a page, a `ValidationError` for an invalid token. */
export const PAGING: Pick<TokenRules, 'invalidToken'> & { readonly size: number } = {
  size: 100,
  invalidToken: (token) => validationError(`Invalid nextToken: ${token}`),
};
