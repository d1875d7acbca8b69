import { lastPart } from '../../core/arn.ts';
import type { ServiceManifest } from '../../core/service-manifest.ts';
import { holdsAny } from '../../core/stored-work.ts';

/** Amazon EventBridge. */
export const eventsManifest: ServiceManifest = {
  id: 'events',
  load: async () => (await import('./service.ts')).createEventsService,
  hasWork: (store) => holdsAny(store, 'events.rule', 'events.delivery'),
  permissions: {
    arnForms: {
      /** The bus before the name of a rule, which only a custom bus has. */
      bus: {
        write: (value) => {
          const name = lastPart(value);
          return name === 'default' ? '' : `${name}/`;
        },
        absent: '',
      },
    },
  },
  receivesEvents: true,
};
