import { describe, expect } from 'vitest';
import { type Suite, scenario } from './suite.ts';

/** Houses with what people's data have: categories, gaps, a column of free text, and the target not at the end. */
function houses(): string {
  const lines = ['district,price,rooms,area,note,garden'];
  for (let index = 0; index < 240; index += 1) {
    const rooms = 2 + (index % 6);
    const area = 40 + ((index * 37) % 120);
    const district = ['north', 'south', 'west'][index % 3] as string;
    const garden = index % 4 === 0 ? 'yes' : 'no';
    const noise = ((index * 7919) % 101) / 20;
    const price = 20 + rooms * 12 + area * 1.5 + (district === 'west' ? 40 : 0) + (garden === 'yes' ? 15 : 0) + noise;
    const gap = index % 17 === 0;
    lines.push([district, price.toFixed(2), gap ? '' : rooms, area, `"seen, no. ${index}"`, garden].join(','));
  }
  return `${lines.join('\n')}\n`;
}

/** A CSV file of one's own: the pipeline finds its way in it, and the endpoint takes its raw columns. */
export const ownData: Suite = (context) => {
  describe('a CSV file of one’s own', () => {
    scenario(context, 'is trained on, and the endpoint takes its rows by the names of its columns', {}, async ({ main }) => {
      await using dataset = await main.placeObject('raw-data/houses/houses.csv', houses());
      const execution = await main.pipeline.startExecution({
        DatasetUri: dataset.uri,
        TargetColumn: 'price',
        EndpointName: `${main.stackName}-houses`,
      });

      const { Verdict, EndpointName } = await execution.result();

      expect(Verdict.Metrics.r2).toBeGreaterThan(0.8);
      const endpoint = main.pipeline.endpoint(EndpointName);
      const house = { district: 'west', rooms: 4, area: 100, garden: 'yes' };
      const [west, north, unknownRooms] = (await endpoint.predict([
        house,
        { ...house, district: 'north' },
        { ...house, rooms: null },
      ])) as [number, number, number];
      expect(west - north).toBeGreaterThan(15);
      expect(unknownRooms).toBeGreaterThan(100);
    });
  });
};
