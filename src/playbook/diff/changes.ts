import { canonical } from '../../canonical.ts';
import type { Playbook } from '../schema.ts';
import type { Change } from './change.ts';
import { fieldChange } from './field-change.ts';
import { piecesOf } from './flatten.ts';
import type { Piece } from './flatten.ts';
import { lineChange } from './line-change.ts';
import { reordered } from './order.ts';
import { placeInWords } from './place.ts';

/** What changed from one playbook to another, each in a sentence. The version itself is no change. */
export function changesBetween(before: Playbook, after: Playbook): Change[] {
  const [was, is] = [piecesOf({ ...before, version: '' }), piecesOf({ ...after, version: '' })];
  const come = linesOnlyIn(is, was);
  const gone = linesOnlyIn(was, is);
  return [
    ...topmost(come).map((piece) => lineChange(after, piece, true)),
    ...topmost(gone).map((piece) => lineChange(before, piece, false)),
    ...[...new Set([...is.keys(), ...was.keys()])].flatMap((key) => {
      const [old, now] = [was.get(key), is.get(key)];
      const piece = now ?? old;
      if (piece === undefined || piece.isLine || isInside(piece, come) || isInside(piece, gone)) return [];
      return canonical(old?.value) === canonical(now?.value)
        ? []
        : [fieldChange({ before, after, path: piece.path, old: old?.value, now: now?.value })];
    }),
    ...reordered(before, after).map(({ path, ids }) => ({
      topic: 'Order' as const,
      words: `${placeInWords(path)}: the lines come in another order: ${ids.join(', ')}.`,
    })),
  ];
}

const linesOnlyIn = (here: ReadonlyMap<string, Piece>, there: ReadonlyMap<string, Piece>): Piece[] =>
  [...here].flatMap(([key, piece]) => (piece.isLine && !there.has(key) ? [piece] : []));

const isInside = ({ path }: Piece, lines: readonly Piece[]): boolean =>
  lines.some((line) => line.path.length < path.length && line.path.every((part, index) => part === path[index]));

const topmost = (lines: readonly Piece[]): Piece[] => lines.filter((line) => !isInside(line, lines));
