/**
 * Version of this engine, as in its package. A host that keeps journals notes it beside each execution: another version may word events
 * differently when it replays them.
 */
export const ENGINE_VERSION = '0.0.0';
