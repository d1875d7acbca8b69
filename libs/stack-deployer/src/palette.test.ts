import { expect, it } from 'vitest';
import { ansiPalette, paletteFor, plainPalette } from './palette.ts';

it.each([
  [{ isTTY: true }, {}, ansiPalette],
  [{ isTTY: true }, { NO_COLOR: '1' }, plainPalette],
  [{}, {}, plainPalette],
])('paletteFor colours on a terminal only, and not with NO_COLOR: %j %j', (stream, env, palette) => {
  expect(paletteFor(stream, env)).toBe(palette);
});
