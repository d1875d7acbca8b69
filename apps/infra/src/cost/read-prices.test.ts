import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { extractPrices } from './extract-prices.ts';
import { readPrices } from './read-prices.ts';

const offer = (name: string): string => fileURLToPath(new URL(`../../test/prices/${name}`, import.meta.url));

/** A file of that content. */
function file(content: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'stepmaker-prices-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const path = join(directory, 'offer');
  writeFileSync(path, content);
  return path;
}

// The offer files under test/prices have the form of AWS's; their products and prices are made up.
describe("AWS's offer file", () => {
  it.each(['offer.json', 'offer.csv'])(
    '%s gives hourly prices by region and use, and none of storage, notebooks or fees',
    (name) => {
      expect(readPrices(offer(name))).toEqual({
        publicationDate: '2026-11-20',
        regions: {
          'eu-north-1': { Hosting: { 'ml.m5.large': 0.123 } },
          // ml.c5.large has two different prices there: neither is taken.
          'eu-west-1': {
            Processing: { 'ml.m5.large': 0.128 },
            Training: { 'ml.m5.large': 0.128 },
            Hosting: { 'ml.m5.large': 0.128, 'ml.t2.medium': 0.063 },
          },
        },
      });
    },
  );

  it.each([
    ['offer.json', (text: string) => text.slice(0, 3000), /^it is not complete JSON \(/],
    ['offer.json', (text: string) => text.replace('"AmazonSageMaker"', '"AmazonEC2"'), /^its offerCode is AmazonEC2/],
    ['offer.json', (text: string) => text.replace('"OnDemand"', '"Reserved"'), /terms\.OnDemand are missing/],
    ['offer.json', (text: string) => text.replaceAll('"Hrs"', '"Count"'), /^it has no price of an instance by the hour/],
    ['offer.json', () => '{}', /^its offerCode is missing/],
    ['offer.csv', (text: string) => text.slice(0, 2500), /./],
    ['offer.csv', (text: string) => text.replace('"Region Code"', '"Area"'), /^it lacks the columns regioncode/],
    ['offer.csv', () => '', /^its OfferCode is missing/],
    ['offer.csv', () => '<html>\n<p class="x">Access denied</p>\n</html>\n', /./],
  ])('that is damaged is refused in one line (%s, %s)', (name, damage, reason) => {
    const path = file(damage(readFileSync(offer(name), 'utf8')));
    const start = `--prices ${path}: no price list of SageMaker can be read: `;
    let message = '';
    try {
      readPrices(path);
    } catch (error) {
      message = (error as Error).message;
    }

    expect(message.slice(0, start.length)).toBe(start);
    expect(message.slice(start.length)).toMatch(reason);
    expect(message).toContain('To get one: curl -o prices.json https://');
    expect(message).not.toContain('\n');
  });

  it('that does not exist is refused by its name', () => {
    expect(() => readPrices('/nowhere/offer.json')).toThrow(/^--prices \/nowhere\/offer\.json: .*ENOENT/);
  });

  it('of a relative path is found where the command was typed', () => {
    const path = file(readFileSync(offer('offer.csv'), 'utf8'));
    const before = process.env['INIT_CWD'];
    process.env['INIT_CWD'] = join(path, '..');
    onTestFinished(() => {
      if (before === undefined) delete process.env['INIT_CWD'];
      else process.env['INIT_CWD'] = before;
    });

    expect(readPrices('offer').publicationDate).toBe('2026-11-20');
  });
});

describe('extractPrices', () => {
  it('joins the lists of regions, with the date of the oldest and without rare families', () => {
    const list = (publicationDate: string, region: string, prices: Record<string, number>) => ({
      publicationDate,
      regions: { [region]: { Hosting: prices } },
    });

    expect(
      extractPrices([
        list('2026-11-20', 'us-east-1', { 'ml.m5.large': 0.115, 'ml.p4d.24xlarge': 25.251 }),
        list('2026-11-02', 'eu-west-1', { 'ml.m5.large': 0.128 }),
      ]),
    ).toEqual({
      publicationDate: '2026-11-02',
      regions: { 'eu-west-1': { Hosting: { 'ml.m5.large': 0.128 } }, 'us-east-1': { Hosting: { 'ml.m5.large': 0.115 } } },
    });
  });
});
