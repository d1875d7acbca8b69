import { describe, expect, it } from 'vitest';
import { escapeXml, parseXml } from './xml.ts';

describe('parseXml', () => {
  it('reads elements, attributes, text, entities and CDATA', () => {
    const root = parseXml(
      '<?xml version="1.0"?>\n<!-- c --><a xmlns="urn:x" n="1 &amp; 2"><x:b>t&#x41;&lt;</x:b><c/><d><![CDATA[<raw>]]></d></a>\n',
    );

    expect(root).toMatchObject({ name: 'a', attributes: { n: '1 & 2' } });
    expect(root.children.map(({ name, text }) => [name, text])).toEqual([
      ['b', 'tA<'],
      ['c', ''],
      ['d', '<raw>'],
    ]);
  });

  it('refuses text that is not well-formed, and document types', () => {
    const texts = [
      '',
      'a',
      '<a>',
      '<a></b>',
      '<a/><b/>',
      '<a',
      '<a>&unknown;</a>',
      '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>',
      '<a>'.repeat(100),
    ];
    for (const text of texts) expect(() => parseXml(text), text).toThrow(expect.objectContaining({ code: 'MalformedXML' }));
  });

  it('reads back what escapeXml wrote', () => {
    const text = `a<b>&"c"'d' \t\n\r ä → 🚀 \u0001`;
    expect(parseXml(`<t a="${escapeXml('x"<')}">${escapeXml(text)}</t>`)).toMatchObject({ text, attributes: { a: 'x"<' } });
  });
});
