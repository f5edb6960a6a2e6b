import { languageOf, type Text, type UcpErrorCode } from "@dingdan/contract";
import type { FastifyReply, FastifyRequest } from "fastify";
import { ORDER_CAPABILITY, type UcpVersion } from "../domain/ucp/ucp-types.js";
import { STRICT_HEADERS } from "../http/strict-headers.js";

/** An error of the protocol itself: the caller or the request is not accepted. */
export class UcpError extends Error {
  readonly status: number;
  readonly code: UcpErrorCode;
  readonly content: Text;

  /** @param content what is wrong and the next step */
  constructor(status: 401 | 422 | 503, code: UcpErrorCode, content: Text) {
    super(content.en);
    this.name = "UcpError";
    this.status = status;
    this.code = code;
    this.content = content;
  }
}

/** @see https://ucp.dev/2026-04-08/specification/overview */
export function sendUcpError(
  request: FastifyRequest,
  reply: FastifyReply,
  { status, code, content }: UcpError,
): FastifyReply {
  if (status === 401) reply.header("www-authenticate", 'Bearer realm="dingdan"');
  const language = languageOf(request.headers["accept-language"]);
  return reply
    .code(status)
    .headers(STRICT_HEADERS)
    .header("vary", "accept-language")
    .send({ code, content: content[language] });
}

/** That there is no such order. The protocol answers it like a success, and says so in the body. */
export const notFoundReply = (version: UcpVersion, content: string) => ({
  ucp: { version, status: "error", capabilities: { [ORDER_CAPABILITY]: [{ version }] } },
  messages: [{ type: "error", code: "not_found", severity: "unrecoverable", content }],
});
