import { describe, expect, it } from 'vitest';
import { physicalName } from './physical-name.ts';

describe('physicalName', () => {
  it('is stack, logical id and twelve random letters', () => {
    expect(physicalName('stack', 'Role')).toMatch(/^stack-Role-[A-Z0-9]{12}$/);
    expect(physicalName('stack', 'Role')).not.toBe(physicalName('stack', 'Role'));
  });

  it('is cut to what the service allows, and in lower case where it must be', () => {
    const name = physicalName('A'.repeat(128), 'B'.repeat(255), { maximumLength: 63, lowerCase: true });

    expect(name).toMatch(/^a+-b+-[a-z0-9]{12}$/);
    expect(name).toHaveLength(63);
  });
});
