/**
 * The content as it crosses the wire (RFC 5321 sections 4.1.1.4 and 4.5.2): every line ends with CRLF, a dot that begins
 * a line is doubled. A lone CR or LF becomes a line end, so that no reading of the bytes ends the mail early (SMTP
 * smuggling). In pieces, so that a large mail is never copied whole.
 */
const [cr, lf, dot] = [0x0d, 0x0a, 0x2e];
const lineEnd = Buffer.from('\r\n');
const doubled = Buffer.from('.');

const pieceBytes = 64 * 1024;

interface Place {
  /** The byte before this piece; a mail begins as if after a line end. */
  before: number;
}

/** Where the bytes must change, in one look at each byte. */
const mended = (piece: Buffer, place: Place, nextByte: number | undefined): Buffer => {
  const parts: Buffer[] = [];
  let kept = 0;
  let before = place.before;
  const put = (at: number, bytes: Buffer, skip: number): void => {
    parts.push(piece.subarray(kept, at), bytes);
    kept = at + skip;
  };
  for (let at = 0; at < piece.length; at += 1) {
    const byte = piece[at] ?? 0;
    if (byte === lf && before !== cr) put(at, lineEnd, 1);
    else if (byte === cr && (at + 1 < piece.length ? piece[at + 1] : nextByte) !== lf) {
      put(at, lineEnd, 1);
      before = lf;
      continue;
    } else if (byte === dot && before === lf) put(at, doubled, 0);
    before = byte;
  }
  place.before = before;
  if (parts.length === 0) return piece;
  return Buffer.concat([...parts, piece.subarray(kept)]);
};

/** No lone CR, no lone LF, no dot that begins a line: what most mail is, told without a walk along its bytes. */
const standsAsItMust = (bytes: Buffer): boolean => {
  const text = bytes.toString('latin1');
  if (text.startsWith('.') || text.includes('\n.')) return false;
  let ends = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1), ends += 1)
    if (text.charCodeAt(at - 1) !== cr) return false;
  for (let at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) ends -= 1;
  return ends === 0;
};

/** The pieces in order, the line end before the final dot included and the dot not. */
export const contentPieces = function* (content: Uint8Array): Generator<Buffer> {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const place: Place = { before: lf };
  if (bytes.length > 0 && bytes.length <= pieceBytes && standsAsItMust(bytes)) {
    yield bytes;
    if (bytes.at(-1) !== lf) yield lineEnd;
    return;
  }
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    yield mended(bytes.subarray(at, at + pieceBytes), place, bytes[at + pieceBytes]);
  }
  if (place.before !== lf) yield lineEnd;
};
