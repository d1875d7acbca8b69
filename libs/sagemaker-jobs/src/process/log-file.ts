import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { watchDirectory } from './watch-directory.ts';

/** Maximum length of a line, in characters; longer ones are split. CloudWatch Logs takes 256 kB an event. */
const MAX_LINE = 250_000;

/** Receives each whole line, and the byte offset in the file up to which all lines have been emitted. */
export type LineListener = (line: string, offset: number) => void;

/**
 * Follows a growing log file line by line, from a byte offset on, as it is written. {@link LogFile.close} reads what is left, a last
 * line without a line feed included, and ends.
 */
export class LogFile {
  readonly #path: string;
  readonly #listener: LineListener;
  readonly #decoder = new StringDecoder('utf8');
  #offset: number;
  #rest = '';
  #file: number | undefined;
  #unwatch: (() => void) | undefined;

  private constructor(path: string, offset: number, listener: LineListener) {
    this.#path = path;
    this.#offset = offset;
    this.#listener = listener;
  }

  /** Begins to follow `<runDirectory>/log`; the directory exists, the file need not. */
  static follow(runDirectory: string, offset: number, listener: LineListener): LogFile {
    const log = new LogFile(join(runDirectory, 'log'), offset, listener);
    log.#unwatch = watchDirectory(dirname(log.#path), (name) => {
      if (name === 'log' || name === undefined) log.#read();
    });
    log.#read();
    return log;
  }

  /** Emits the rest and stops following. */
  close(): void {
    this.#unwatch?.();
    this.#read();
    if (this.#rest !== '') this.#emit(this.#rest, this.#offset);
    this.#rest = '';
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #read(): void {
    try {
      this.#file ??= openSync(this.#path, 'r');
    } catch {
      return;
    }
    let left = fstatSync(this.#file).size - this.#offset;
    const chunk = Buffer.allocUnsafe(Math.max(0, Math.min(left, 1 << 16)));
    while (left > 0) {
      const read = readSync(this.#file, chunk, 0, Math.min(left, chunk.length), this.#offset);
      if (read === 0) return;
      left -= read;
      this.#offset += read;
      this.#split(this.#decoder.write(chunk.subarray(0, read)));
    }
  }

  #split(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    let behind = Buffer.byteLength(this.#rest);
    const offsets: number[] = [];
    for (let index = lines.length - 1; index >= 0; index -= 1) {
      offsets[index] = this.#offset - behind;
      behind += Buffer.byteLength(lines[index] ?? '') + 1;
    }
    lines.forEach((line, index) => {
      this.#emit(line, offsets[index] ?? this.#offset);
    });
    if (this.#rest.length > MAX_LINE) {
      this.#emit(this.#rest, this.#offset);
      this.#rest = '';
    }
  }

  #emit(line: string, offset: number): void {
    for (let start = 0; start === 0 || start < line.length; start += MAX_LINE) {
      this.#listener(line.slice(start, start + MAX_LINE).replace(/\r$/, ''), offset);
    }
  }
}
