/** Two texts line by line: what stayed, what went, what came. */

export type Change = readonly [sign: " " | "-" | "+", line: string];

/** The shortest way from `before` to `after`. */
export function diff(before: string, after: string): Change[] {
  const [a, b] = [before.split("\n"), after.split("\n")];
  const width = b.length + 1;
  // Longest common rest from each pair of places on.
  const common = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const here = i * width + j;
      common[here] =
        a[i] === b[j]
          ? 1 + (common[here + width + 1] ?? 0)
          : Math.max(common[here + width] ?? 0, common[here + 1] ?? 0);
    }
  }
  const changes: Change[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [old, now] = [a[i], b[j]];
    if (old !== undefined && old === now) {
      changes.push([" ", old]);
      i++, j++;
    } else if (old !== undefined && (now === undefined || (common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0))) {
      changes.push(["-", old]);
      i++;
    } else if (now !== undefined) {
      changes.push(["+", now]);
      j++;
    }
  }
  return changes;
}
