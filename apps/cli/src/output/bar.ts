import type { Paint } from './paint.ts';

const WIDTH = 24;

/** Draws progress as a bar of 24 columns. */
export function bar({ green, dim }: Paint, share: number): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * WIDTH);
  return `${green('━'.repeat(full))}${dim('━'.repeat(WIDTH - full))}`;
}
