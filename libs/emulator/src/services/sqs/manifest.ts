import type { ServiceManifest } from '../../core/service-manifest.ts';
import { queueTarget } from './delivery-target.ts';

/** Amazon SQS. */
export const sqsManifest: ServiceManifest = {
  id: 'sqs',
  load: async () => (await import('./service.ts')).createSqsService,
  tableVersion: 1,
  // Its handlers refuse unknown attributes with a code of their service; ReceiveMessage accepts more names than the API model has.
  errors: { checksConstraints: true },
  delivery: queueTarget,
};
