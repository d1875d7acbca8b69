/** The first prime numbers. */
export function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate += 1) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  return primes;
}

/** The first bits of the fraction of a number's square (2) or cube (3) root: where the constants of SHA-2 come from. */
export function fractionBits(number: number, root: 2 | 3, bits: number): bigint {
  const scaled = BigInt(number) << BigInt(bits * root);
  let low = 0n;
  let high = BigInt(number) << BigInt(bits);
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** BigInt(root) <= scaled) low = middle;
    else high = middle - 1n;
  }
  return low & ((1n << BigInt(bits)) - 1n);
}
