import type { IncomingMessage } from "node:http";

/** Any body may come in this many pieces. */
const PIECES_MIN = 1_000;
/** Further pieces have this size on average. Programs write pieces of hundreds of bytes or more. */
const PIECE_BYTES_MIN = 64;
/** Shorter bodies of a known length are not counted: their pieces are packets, and each costs its sender one. */
const UNCOUNTED_BYTES_MAX = 16 * 1024;

/**
 * Limits the pieces in which a body comes. A chunk of one byte takes a buffer of hundreds of bytes and a
 * microsecond, and 64 KiB hold ten thousand of them: two hundred clients could stop the server for ten
 * seconds. node:http has read and parsed 64 KiB before it stops, so further pieces are dropped here.
 * @param onTooMany closes the connection; called once
 */
export function limitPieces(request: IncomingMessage, onTooMany: () => void): void {
  const { "content-length": length, "transfer-encoding": encoding } = request.headers;
  if (encoding === undefined && !(Number(length) > UNCOUNTED_BYTES_MAX)) return;
  const push = request.push.bind(request);
  let pieces = 0;
  let bytes = 0;
  let isStopped = false;
  request.push = (piece: Buffer | null, ...rest: []): boolean => {
    if (isStopped) return false;
    if (piece === null) return push(piece, ...rest);
    pieces++;
    bytes += piece.length;
    if (pieces <= PIECES_MIN + bytes / PIECE_BYTES_MIN) return push(piece, ...rest);
    isStopped = true;
    onTooMany();
    return false;
  };
}
