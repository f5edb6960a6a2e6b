import { connect, type Socket } from "node:net";
import type { Outgoing } from "./traffic.js";

const BUFFER_BYTES = 64 * 1024;
/** The generator reads only this many bytes of an answer: its beginning shows whether the call succeeded. */
const LOOKED_AT = 1024;

/**
 * One HTTP/1.1 connection over a bare socket. It does as little as possible for each answer, because the
 * generator shares the processors with the measured server: it reads the head from one Latin-1 string,
 * and only the beginning of the body.
 */
export class Connection {
  readonly outgoing: Outgoing = { bytes: Buffer.alloc(0), length: 0, expected: "", uploads: -1 };
  sentAtMs = 0;
  readonly #socket: Socket;
  #seen = "";
  #restBytes = 0;
  #answerBytes = 0;

  /**
   * @param onAnswer called for every complete answer, with its beginning and its length in bytes
   * @param onClosed called when the connection is closed
   */
  constructor(
    port: number,
    onOpen: (connection: Connection) => void,
    onAnswer: (connection: Connection, seen: string, bytes: number) => void,
    onClosed: (connection: Connection, reason: string) => void,
  ) {
    let isClosed = false;
    const closed = (reason: string) => {
      if (!isClosed) onClosed(this, reason);
      isClosed = true;
    };
    this.#socket = connect({
      port,
      host: "127.0.0.1",
      noDelay: true,
      onread: {
        buffer: Buffer.allocUnsafe(BUFFER_BYTES),
        callback: (count, buffer) => {
          if (this.#read(buffer as Buffer, count)) {
            const seen = this.#seen;
            this.#seen = "";
            onAnswer(this, seen, this.#answerBytes);
          }
          return true;
        },
      },
    });
    this.#socket.once("connect", () => onOpen(this));
    this.#socket.on("error", (error) => closed(String(error)));
    this.#socket.on("close", () => closed("the server closed the connection"));
  }

  send(): void {
    const { bytes, length } = this.outgoing;
    this.sentAtMs = performance.now();
    // The next request waits for this one's answer, so its buffer can be reused then.
    this.#socket.write(bytes.subarray(0, length));
  }

  destroy(): void {
    this.#socket.removeAllListeners("close");
    this.#socket.destroy();
  }

  /** Reads the received bytes; returns true when an answer is complete. */
  #read(buffer: Buffer, count: number): boolean {
    if (this.#restBytes > 0) {
      this.#restBytes -= count;
      if (this.#seen.length < LOOKED_AT)
        this.#seen += buffer.toString("latin1", 0, Math.min(count, LOOKED_AT));
      return this.#restBytes <= 0;
    }
    const before = this.#seen.length;
    this.#seen += buffer.toString("latin1", 0, Math.min(count, LOOKED_AT * 4));
    const headEnd = this.#seen.indexOf("\r\n\r\n");
    if (headEnd === -1) return false;
    const length = CONTENT_LENGTH.exec(this.#seen);
    if (length === null) {
      // A chunked answer ends with an empty chunk.
      this.#answerBytes = before + count;
      return buffer.toString("latin1", Math.max(0, count - 5), count) === "0\r\n\r\n";
    }
    this.#answerBytes = headEnd + 4 + Number(length[1]);
    this.#restBytes = this.#answerBytes - before - count;
    return this.#restBytes <= 0;
  }
}

const CONTENT_LENGTH = /\r\ncontent-length: *(\d+)/i;
