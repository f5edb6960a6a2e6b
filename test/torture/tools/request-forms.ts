/* Requests whose framing is malformed or unusual: the forms that RFC 9112 (§3, §5, §6, §7, §11.2) discusses. */

/** The hidden request: a path that appears in no other answer. */
export const SMUGGLED_PATH = "/hidden-request";
const HIDDEN = `GET ${SMUGGLED_PATH} HTTP/1.1\r\nhost: torture\r\n\r\n`;
const HEALTH = "GET /healthz HTTP/1.1\r\nhost: torture\r\n\r\n";
const HEALTHY = '{"status":"ok"';

export interface Form {
  readonly name: string;
  readonly bytes: (path: string) => string;
  /** How many answers a well-formed exchange has; null: malformed, at most one answer and then the end. */
  readonly answers: number | null;
  /** How the last answer ends. */
  readonly last?: string;
}

const post = (path: string, headers: string, body: string) =>
  `POST ${path} HTTP/1.1\r\nhost: torture\r\n${headers}\r\n\r\n${body}`;

/** A malformed request by its headers, with the hidden request where a second reading finds it. */
const malformed = (name: string, headers: string, body = `0\r\n\r\n${HIDDEN}`): Form => ({
  name,
  bytes: (path) => post(path, headers, body),
  answers: null,
});

const chunked = "transfer-encoding: chunked";
const long = `content-length: ${5 + HIDDEN.length}`;

export const FORMS: readonly Form[] = [
  malformed("content-length before chunked", `content-length: 5\r\n${chunked}`),
  malformed("chunked before content-length", `${chunked}\r\n${long}`),
  malformed("chunked and a content-length of 0", `content-length: 0\r\n${chunked}`),
  malformed("two content-lengths that differ", `content-length: 5\r\n${long}`),
  malformed("two content-lengths in one line", "content-length: 5, 6"),
  malformed("a content-length with a sign", "content-length: +5"),
  malformed("a negative content-length", "content-length: -5"),
  malformed("a hexadecimal content-length", "content-length: 0x5"),
  malformed("a content-length of two words", "content-length: 5 5"),
  malformed("an unknown transfer-encoding", "transfer-encoding: xchunked"),
  malformed("chunked is not the last coding", "transfer-encoding: chunked, identity"),
  malformed("two transfer-encodings", `${chunked}\r\ntransfer-encoding: identity`),
  malformed("a quoted coding", 'transfer-encoding: "chunked"'),
  malformed("a space before the colon", `content-length: 5\r\ntransfer-encoding : chunked`),
  malformed("a header line that continues", `content-length: 5\r\ntransfer-encoding:\r\n chunked`),
  malformed("a line feed in a header", `x-a: b\ntransfer-encoding: chunked\r\n${long}`),
  malformed("a carriage return in a header", `x-a: b\rtransfer-encoding: chunked\r\n${long}`),
  malformed("a header without a colon", `content-length: 5\r\nchunked`),
  malformed("a control character in a header", `x-a: a\u0001b\r\ncontent-length: 5`),
  malformed("a chunk size that is too large", chunked, `fffffffffffffffff\r\n${HIDDEN}`),
  malformed("a chunk size with a sign", chunked, `+0\r\n\r\n${HIDDEN}`),
  malformed("a chunk size in 0x notation", chunked, `0x0\r\n\r\n${HIDDEN}`),
  malformed("a chunk that ends with a line feed", chunked, `1\nA\n0\n\n${HIDDEN}`),
  malformed("a chunk that is longer than its size", chunked, `1\r\nAB\r\n0\r\n\r\n${HIDDEN}`),
  malformed("headers of 64 KiB", `x-a: ${"a".repeat(65_536)}\r\ncontent-length: 0`),
  {
    name: "line feeds as line ends",
    bytes: (path) => `POST ${path} HTTP/1.1\nhost: torture\ncontent-length: 0\n\n${HIDDEN}`,
    answers: null,
  },
  {
    name: "no host",
    bytes: (path) => `POST ${path} HTTP/1.1\r\ncontent-length: 0\r\n\r\n${HIDDEN}`,
    answers: null,
  },
  {
    name: "a request line with an unknown version",
    bytes: (path) => `POST ${path} HTTP/9.9\r\nhost: torture\r\ncontent-length: 0\r\n\r\n${HIDDEN}`,
    answers: null,
  },
  {
    name: "a pipelined request after a malformed one",
    bytes: (path) => `POST ${path} NONSENSE\r\n\r\n${HIDDEN}`,
    answers: null,
  },
  {
    name: "a body that is too large",
    bytes: (path) =>
      post(path, "content-length: 3000000", HIDDEN.repeat(3_000_000 / HIDDEN.length)),
    answers: 1,
  },
  {
    name: "the hidden request in a body of a POST",
    bytes: (path) => post(path, `content-length: ${HIDDEN.length}`, HIDDEN) + HEALTH,
    answers: 2,
    last: HEALTHY,
  },
  {
    name: "the hidden request in a body of a GET",
    bytes: (path) =>
      `GET ${path} HTTP/1.1\r\nhost: torture\r\ncontent-length: ${HIDDEN.length}\r\n\r\n${HIDDEN}${HEALTH}`,
    answers: 2,
    last: HEALTHY,
  },
  {
    name: "the hidden request in a chunk",
    bytes: (path) =>
      post(path, chunked, `${HIDDEN.length.toString(16)};a=b\r\n${HIDDEN}\r\n0\r\nx-a: b\r\n\r\n`) +
      HEALTH,
    answers: 2,
    last: HEALTHY,
  },
  {
    name: "an absolute URL",
    bytes: () => `GET http://other.example/healthz HTTP/1.1\r\nhost: torture\r\n\r\n${HEALTH}`,
    answers: 2,
    last: HEALTHY,
  },
  {
    name: "expect: 100-continue",
    bytes: (path) =>
      post(path, `expect: 100-continue\r\ncontent-length: ${HIDDEN.length}`, HIDDEN) + HEALTH,
    answers: 2,
    last: HEALTHY,
  },
  {
    name: "ten pipelined requests",
    bytes: (path) => (post(path, "content-length: 2", "{}") + HEALTH).repeat(5),
    answers: 10,
    last: HEALTHY,
  },
];
