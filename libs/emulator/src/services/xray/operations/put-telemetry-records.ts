import type { OperationHandler } from '../../../core/service.ts';

/**
 * Accepts statistics of a daemon about itself. Nothing is stored: no operation of the API returns them.
 *
 * @see https://docs.aws.amazon.com/xray/latest/api/API_PutTelemetryRecords.html
 */
export function putTelemetryRecords(): OperationHandler<object, object> {
  return () => ({});
}
