import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../../test/test-emulator.ts';
import type { TableVersions } from './data-version.ts';
import { openSqliteStore, prefixEnd, type SqliteStore, StoreLockedError } from './sqlite-store.ts';

describe('the SQLite store', () => {
  let directory: string;
  let store: SqliteStore;

  beforeEach(() => {
    directory = temporaryDirectory();
    store = openSqliteStore(directory);
  });

  /** Closes the store and opens it as a server with these tables. */
  function reopen(tableVersions: TableVersions): SqliteStore {
    store.close();
    store = openSqliteStore(directory, tableVersions);
    return store;
  }

  afterEach(() => {
    store.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('keeps documents over a restart', () => {
    store.collection('a.thing').put('one', { n: 1 });
    store.close();
    store = openSqliteStore(directory);

    expect(store.collection('a.thing').get('one')).toEqual({ n: 1 });
    expect(store.collection('a.thing').delete('one')).toBe(true);
    expect(store.collection('a.thing').delete('one')).toBe(false);
    expect(store.collection('a.thing').get('one')).toBeUndefined();
  });

  it('lists in the order of keys, from after a key, within a prefix', () => {
    const things = store.collection<number>('a.thing');
    for (const [index, key] of ['b', 'a/2', 'a/1', 'a/ä', 'a0'].entries()) things.put(key, index);
    store.collection('a.thing2').put('a/9', 9);

    expect(things.list().map(({ key }) => key)).toEqual(['a/1', 'a/2', 'a/ä', 'a0', 'b']);
    expect(things.list({ prefix: 'a/' }).map(({ key }) => key)).toEqual(['a/1', 'a/2', 'a/ä']);
    expect(things.list({ prefix: 'a/', after: 'a/1', limit: 1 })).toEqual([{ key: 'a/2', value: 1 }]);
  });

  it('keeps all writes of a transaction or none, nested ones included', () => {
    const things = store.collection('a.thing');
    const work = () =>
      store.transaction(() => {
        things.put('one', 1);
        store.transaction(() => things.put('two', 2));
        throw new Error('no');
      });

    expect(work).toThrow('no');
    expect(things.list()).toEqual([]);
  });

  it('runs each migration of a service once', () => {
    reopen({ a: 2 }).database('a', ['CREATE TABLE a_rows (n INTEGER)', 'INSERT INTO a_rows VALUES (1)']);
    const database = reopen({ a: 3 }).database('a', [
      'CREATE TABLE a_rows (n INTEGER)',
      'INSERT INTO a_rows VALUES (1)',
      'INSERT INTO a_rows VALUES (2)',
    ]);

    expect(database.prepare('SELECT n FROM a_rows ORDER BY n').all()).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('is refused where a service’s tables are newer than its manifest states, and keeps their version', () => {
    reopen({ a: 2 }).database('a', ['CREATE TABLE a_rows (n INTEGER)', 'INSERT INTO a_rows VALUES (1)']);

    expect(() => reopen({ a: 1 })).toThrow(/has a table version 2, written by .* supports a table versions up to 1\./);
    const database = reopen({ a: 2 }).database('a', ['CREATE TABLE a_rows (n INTEGER)', 'INSERT INTO a_rows VALUES (1)']);
    expect(database.prepare('SELECT n FROM a_rows').all()).toEqual([{ n: 1 }]);
  });

  it('refuses migrations that the manifest of their service does not state', () => {
    expect(() => store.database('a', ['CREATE TABLE a_rows (n INTEGER)'])).toThrow(
      'The manifest of a states table version 0, but the service has 1 migrations',
    );
  });

  it('knows which services keep anything', () => {
    store.collection('a.thing').put('one', 1);
    store.database('b', []);

    expect(['a', 'b', 'c', 'a.thing'].map((service) => store.holdsDataOf(service))).toEqual([true, true, false, false]);
  });

  it.each([
    ['overwritten', (file: string) => writeFileSync(file, 'no database at all '.repeat(1000))],
    ['cut short', (file: string) => truncateSync(file, 9000)],
  ])('says in plain words that its file was %s, and leaves it as it is', (_how, damage) => {
    for (let i = 0; i < 100; i += 1) store.collection('a.thing').put(`key-${i}`, 'x'.repeat(1000));
    store.close();
    const file = join(directory, 'store.sqlite');
    damage(file);
    const left = readFileSync(file);

    expect(() => {
      store = openSqliteStore(directory);
      store.collection('a.thing').list();
    }).toThrow(/^The data in .* is damaged: store\.sqlite is not what was written there\./);
    expect(readFileSync(file)).toEqual(left);
  });

  it('says in plain words that the disk is full, keeps what was there, and continues when there is room', () => {
    const things = store.collection<string>('a.thing');
    const database = store.database('a', []);
    things.put('before', 'kept');
    database.exec(`PRAGMA max_page_count = ${Number(database.prepare('PRAGMA page_count').get()?.['page_count'])}`);

    expect(() => things.put('large', 'x'.repeat(100_000))).toThrow(
      /^The disk that holds .* is full: nothing of this call was kept/,
    );
    expect(things.list()).toEqual([{ key: 'before', value: 'kept' }]);
    database.exec('PRAGMA max_page_count = 1000000');
    things.put('large', 'x');
    expect(things.get('large')).toBe('x');
  });

  it('is locked as long as it is open', () => {
    expect(() => openSqliteStore(directory)).toThrow(StoreLockedError);
    store.close();
    store = openSqliteStore(directory);
  });
});

describe('prefixEnd', () => {
  it('is the first text after all those with the prefix', () => {
    expect(prefixEnd('a')).toBe('b');
    expect(prefixEnd('a\u{10FFFF}')).toBe('b');
    expect(prefixEnd('\uD7FF')).toBe('\uE000');
    expect(prefixEnd('\u{10FFFF}')).toBeUndefined();
    expect(prefixEnd('')).toBeUndefined();
  });
});
