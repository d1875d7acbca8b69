import type { OperationHandler } from '../../../core/service.ts';
import { zoneId, zonesOf } from '../availability-zones.ts';

/**
 * Lists a region's availability zones.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAvailabilityZones.html
 */
export function describeAvailabilityZones(): OperationHandler<object, object> {
  return (_input, { region }) => ({
    AvailabilityZones: zonesOf(region).map((ZoneName) => ({
      ZoneName,
      ZoneId: zoneId(ZoneName),
      RegionName: region,
      State: 'available',
      OptInStatus: 'opt-in-not-required',
      ZoneType: 'availability-zone',
      GroupName: `${region}-zg-1`,
      NetworkBorderGroup: region,
      Messages: [],
    })),
  });
}
