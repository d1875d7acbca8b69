import type { ServiceManifest } from '../../core/service-manifest.ts';
import { holdsAny } from '../../core/stored-work.ts';
import { topicTarget } from './delivery-target.ts';

/** Amazon SNS. */
export const snsManifest: ServiceManifest = {
  id: 'sns',
  load: async () => (await import('./service.ts')).createSnsService,
  hasWork: (store) => holdsAny(store, 'sns.delivery'),
  errors: {
    invalidInput: 'ValidationError',
    denial: {
      code: 'AuthorizationError',
      httpStatus: 403,
      showAction: (action) => action.replace(/^sns:/u, 'SNS:'),
    },
  },
  permissions: {
    arnForms: {
      /** A topic by its ARN or that of a subscription. */
      topic: { write: (value) => value.split(':').slice(0, 6).join(':') },
    },
  },
  delivery: topicTarget,
};
