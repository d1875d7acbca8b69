import { isIP } from 'node:net';
import { describe, expect, it } from 'vitest';
import { addressBits } from './ip-address.ts';

const ADDRESSES = [
  '0.0.0.0',
  '10.20.30.40',
  '255.255.255.255',
  '::',
  '::1',
  '1::',
  '2001:db8::8a2e:370:7334',
  '2001:0DB8:0000:0000:0000:8a2e:0370:7334',
  '1:2:3:4:5:6:7::',
  '::2:3:4:5:6:7:8',
  '::ffff:10.20.30.40',
  '64:ff9b::10.20.30.40',
  '1:2:3:4:5:6:10.20.30.40',
  'fe80::1%eth0',
];

const OTHERS = [
  '',
  '10.20.30',
  '10.20.30.40.50',
  '10.20.30.256',
  '10.20.30.040',
  '10.20.30.4x',
  'host',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1:2:3:4:5:6:7:8::',
  '1::2::3',
  ':::',
  '1:2:3:4:5:6:7:',
  '12345::',
  'g::',
  '10.20.30.40::',
  '::10.20.30.40:1',
  '1:2:3:4:5:6:7:10.20.30.40',
  'fe80::1%',
];

describe('addressBits', () => {
  it.each([...ADDRESSES, ...OTHERS])('takes %j for an address exactly where Node does', (text) => {
    const length = { 0: undefined, 4: 32, 6: 128 }[isIP(text)];

    expect(addressBits(text)?.length).toBe(length);
  });

  it('knows addresses and other texts', () => {
    expect(ADDRESSES.filter((text) => isIP(text) === 0)).toEqual([]);
    expect(OTHERS.filter((text) => isIP(text) !== 0)).toEqual([]);
  });

  it('writes the same address in every notation as the same bits', () => {
    expect(addressBits('1:2::8')).toBe(addressBits('0001:2:0:0:0:0:0:8'));
    expect(addressBits('::ffff:10.20.30.40')).toBe(addressBits('::ffff:a14:1e28'));
    expect(addressBits('fe80::1%eth0')).toBe(addressBits('fe80::1'));
    expect(addressBits('10.20.30.40')).toBe('00001010000101000001111000101000');
  });
});
