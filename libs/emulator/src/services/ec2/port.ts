/** Port of EC2 for other services. */
export { RecordStore } from './record-store.ts';
