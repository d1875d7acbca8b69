/** What other services may use of EC2. */
export { RecordStore } from './record-store.ts';
