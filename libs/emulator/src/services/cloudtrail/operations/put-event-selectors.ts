import { AwsError } from '../../../core/aws-error.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { eventSelectors } from '../event-selectors.ts';
import type { TrailStore } from '../trail-store.ts';

interface PutEventSelectorsInput {
  readonly TrailName: string;
  readonly EventSelectors?: readonly object[];
  readonly AdvancedEventSelectors?: readonly object[];
}

/**
 * Replaces the event selectors of a trail.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html
 */
export function putEventSelectors(trails: TrailStore): OperationHandler<PutEventSelectorsInput, object> {
  return ({ TrailName, EventSelectors, AdvancedEventSelectors }, call) => {
    const { selectors: _selectors, advancedSelectors: _advancedSelectors, ...trail } = trails.get(TrailName, call);
    if ((EventSelectors === undefined) === (AdvancedEventSelectors === undefined))
      throw new AwsError({
        code: 'InvalidEventSelectorsException',
        message: 'Specify either EventSelectors or AdvancedEventSelectors.',
      });
    trails.put({
      ...trail,
      ...(EventSelectors === undefined ? {} : { selectors: EventSelectors }),
      ...(AdvancedEventSelectors === undefined ? {} : { advancedSelectors: AdvancedEventSelectors }),
    });
    return eventSelectors(trails.get(TrailName, call));
  };
}
