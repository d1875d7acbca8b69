/** All jumps to one state: they share a vertical line from the first to the last of them. */
export interface Trunk {
  readonly target: string;
  /** The lines of the drawing that it touches, the first and the last. */
  readonly top: number;
  readonly bottom: number;
}

/** Gives each trunk a lane, so that no two on a lane touch the same line; short ones lie inside. */
export function assignLanes(trunks: readonly Trunk[]): Map<string, number> {
  const lanes: Trunk[][] = [];
  const laneOf = new Map<string, number>();
  for (const trunk of trunks.toSorted((a, b) => a.bottom - a.top - (b.bottom - b.top))) {
    const free = lanes.findIndex((taken) => taken.every((other) => other.bottom < trunk.top || other.top > trunk.bottom));
    const lane = free === -1 ? lanes.push([]) - 1 : free;
    lanes[lane]?.push(trunk);
    laneOf.set(trunk.target, lane);
  }
  return laneOf;
}
