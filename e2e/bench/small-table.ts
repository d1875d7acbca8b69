/** A CSV text of 40 rows that a linear model predicts exactly: what a smoke run trains on. The target is `y`. */
export function smallTable(): string {
  const rows = Array.from({ length: 40 }, (_, a) => {
    const b = (a * 7) % 11;
    return `${a},${b},${3 * a + 2 * b}`;
  });
  return `a,b,y\n${rows.join('\n')}\n`;
}
