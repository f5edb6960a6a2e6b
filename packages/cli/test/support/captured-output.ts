import { Writable } from "node:stream";

/**
 * A stream that keeps everything written to it. `read()` of a PassThrough is no substitute: since
 * Node 26 it returns one chunk, not everything that is buffered.
 */
export class CapturedOutput extends Writable {
  text = "";

  constructor() {
    super({ decodeStrings: false });
  }

  override _write(chunk: string | Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += String(chunk);
    done();
  }
}
