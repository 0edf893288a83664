/** "Did you mean …?", for what somebody wrote and what there is; nothing, when nothing is near. */
export function didYouMean(written: string, known: Iterable<string>): string {
  const near = nearest(written, known);
  return near === undefined ? '' : ` Did you mean "${near}"?`;
}

export function nearest(written: string, known: Iterable<string>): string | undefined {
  const most = Math.max(1, Math.floor(written.length / 3));
  let best: string | undefined;
  let least = most + 1;
  for (const candidate of known) {
    const steps = Math.abs(candidate.length - written.length) > most ? least : distance(written, candidate);
    if (steps < least) [best, least] = [candidate, steps];
  }
  return best;
}

/** How many letters must be put in, taken out, exchanged, or swapped with their neighbour (optimal string alignment). */
function distance(one: string, other: string): number {
  const rows = Array.from({ length: one.length + 1 }, (_, row) => [row]);
  const at = (row: number, column: number): number => rows[row]?.[column] ?? (row === 0 ? column : row);
  for (let row = 1; row <= one.length; row += 1)
    for (let column = 1; column <= other.length; column += 1) {
      const differs = one[row - 1] === other[column - 1] ? 0 : 1;
      const isSwap = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const steps = [at(row - 1, column) + 1, at(row, column - 1) + 1, at(row - 1, column - 1) + differs];
      rows[row]?.splice(column, 1, Math.min(...steps, isSwap ? at(row - 2, column - 2) + 1 : Infinity));
    }
  return at(one.length, other.length);
}
