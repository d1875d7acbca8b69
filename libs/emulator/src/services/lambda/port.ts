/** What Lambda offers to other services: the archive format of function code. */

export { zip } from './zip.ts';
