import { inOrder, type TextEdit } from './edit.ts';
import type { Span } from './tree.ts';

/**
 * Edits of one text, those of one fix apart from those of every other. Touching counts as together: two insertions at one
 * place would come in no particular order.
 */
export class EditSet {
  /** In order of their starts. */
  readonly edits: TextEdit[] = [];

  /** Adds all edits of one fix, or none where one is not apart from those that are there. */
  add(edits: readonly TextEdit[]): boolean {
    if (!edits.every((edit) => this.#isApart(edit))) return false;
    for (const edit of edits)
      this.edits.splice(
        this.#place(({ start }) => start <= edit.start),
        0,
        edit,
      );
    return true;
  }

  #isApart({ start, end }: TextEdit): boolean {
    const next = this.edits[this.#place((each) => each.end < start)];
    return next === undefined || end < next.start;
  }

  /** How many of the edits come before a place: those that `isBefore` holds for, which are the first ones. */
  #place(isBefore: (edit: TextEdit) => boolean): number {
    let low = 0;
    let high = this.edits.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(this.edits[middle] as TextEdit)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** A piece of an edited text: what was kept of the original, or what was put in. */
type Piece = (Span & { readonly newText?: never }) | { readonly newText: string };

/** The edits of a text that come to the same as several rounds of edits, each of what the round before made. */
export function composeEdits(text: string, rounds: readonly (readonly TextEdit[])[]): TextEdit[] {
  let pieces: Piece[] = [{ start: 0, end: text.length }];
  for (const round of rounds) pieces = editPieces(pieces, inOrder(round));
  const edits: TextEdit[] = [];
  let at = 0;
  let newText = '';
  for (const piece of [...pieces, { start: text.length, end: text.length }]) {
    if (piece.newText !== undefined) newText += piece.newText;
    else {
      if (newText !== '' || at < piece.start) edits.push({ start: at, end: piece.start, newText });
      newText = '';
      at = piece.end;
    }
  }
  return edits;
}

function editPieces(pieces: readonly Piece[], edits: readonly TextEdit[]): Piece[] {
  const result: Piece[] = [];
  let index = 0;
  /** Where the piece at `index` begins, and how far it has been used, both in the edited text. */
  let pieceStart = 0;
  let at = 0;
  const take = (until: number, keep: boolean) => {
    for (let piece = pieces[index]; piece !== undefined; piece = pieces[index]) {
      const from = at - pieceStart;
      const to = Math.min(until - pieceStart, lengthOf(piece));
      if (keep && to > from) result.push(slice(piece, from, to));
      at = pieceStart + to;
      if (to < lengthOf(piece)) return;
      pieceStart += to;
      index++;
      if (at >= until) return;
    }
  };
  for (const { start, end, newText } of edits) {
    take(start, true);
    take(end, false);
    if (newText !== '') result.push({ newText });
  }
  take(Number.POSITIVE_INFINITY, true);
  return result;
}

function lengthOf(piece: Piece): number {
  return piece.newText === undefined ? piece.end - piece.start : piece.newText.length;
}

function slice(piece: Piece, from: number, to: number): Piece {
  return piece.newText === undefined
    ? { start: piece.start + from, end: piece.start + to }
    : { newText: piece.newText.slice(from, to) };
}
