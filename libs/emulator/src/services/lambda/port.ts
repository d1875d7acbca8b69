/** Port of Lambda for other services: the archive format of function code. */

export { zip } from './zip.ts';
