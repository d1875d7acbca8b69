/** Pads a text to a column's width. */
export function column(text: string, width: number): string {
  return text.padEnd(width);
}

/** A metric as people read it: four significant digits. */
export function figure(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : String(value);
}

/** Seconds with one decimal. */
export function seconds(millis: number): string {
  return `${(millis / 1000).toFixed(1)} s`;
}

/** ANSI styles where the stream is a terminal and `NO_COLOR` is not set. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly green: (text: string) => string;
  readonly red: (text: string) => string;
}

/** The styles for a stream; plain text for a pipe. */
export function paintFor(stream: NodeJS.WriteStream): Paint {
  const coloured = stream.isTTY && !process.env['NO_COLOR'];
  const style =
    (code: number, reset: number) =>
    (text: string): string =>
      coloured ? `\u001b[${code}m${text}\u001b[${reset}m` : text;
  return { bold: style(1, 22), dim: style(2, 22), green: style(32, 39), red: style(31, 39) };
}
