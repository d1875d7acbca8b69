/** Port of IAM for other services. */
export { noSuchEntity } from './errors.ts';
export { checkPolicyDocument } from './policy-document.ts';
export { roleIdOf } from './role-id.ts';
export { findRole, type Role } from './role-store.ts';
