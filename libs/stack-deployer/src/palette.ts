import { styleText } from 'node:util';

/** Role of a piece of text in the output, which decides its colour. */
export type Tone = 'added' | 'changed' | 'removed' | 'warning' | 'failed' | 'succeeded' | 'faint' | 'heading';

/** Colours a text by its tone. */
export type Palette = (tone: Tone, text: string) => string;

const STYLES = {
  added: 'green',
  changed: 'yellow',
  removed: 'red',
  warning: 'magenta',
  failed: 'red',
  succeeded: 'green',
  faint: 'dim',
  heading: 'bold',
} as const;

/** A palette that leaves every text as it is. */
export const plainPalette: Palette = (_tone, text) => text;

/** A palette of ANSI colours. */
export const ansiPalette: Palette = (tone, text) => styleText(STYLES[tone], text, { validateStream: false });

/**
 * Chooses the palette for a stream: colours on a terminal, plain text elsewhere and with `NO_COLOR`.
 *
 * @see https://no-color.org
 */
export function paletteFor(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): Palette {
  return stream.isTTY === true && !env['NO_COLOR'] ? ansiPalette : plainPalette;
}
