import { styleText } from 'node:util';

/** Styles for a stream: none where it is not a terminal or `NO_COLOR` is set, always with `FORCE_COLOR`. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly green: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

/** The styles for a stream. */
export function paintFor(stream: NodeJS.WriteStream): Paint {
  const style =
    (format: keyof Paint) =>
    (text: string): string =>
      styleText(format, text, { stream, validateStream: true });
  return {
    bold: style('bold'),
    dim: style('dim'),
    green: style('green'),
    red: style('red'),
    yellow: style('yellow'),
    cyan: style('cyan'),
  };
}
