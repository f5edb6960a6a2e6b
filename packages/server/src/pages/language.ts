import { type Language, languageOf } from "@dingdan/contract";
import type { FastifyReply, FastifyRequest } from "fastify";

const COOKIE = "dingdan_language";
const YEAR_S = 365 * 86_400;

/**
 * The language of a buyer's page: the one that the switch on the page requests (`?lang=zh`), which a
 * cookie stores; otherwise the stored one; otherwise the browser's.
 */
export function languageFor(request: FastifyRequest, reply: FastifyReply): Language {
  const { lang: asked } = request.query as { readonly lang?: unknown };
  if (isLanguage(asked)) {
    const attributes = { path: "/buyer", httpOnly: true, sameSite: "lax", maxAge: YEAR_S } as const;
    reply.setCookie(COOKIE, asked, attributes);
    return asked;
  }
  const kept = request.cookies[COOKIE];
  return isLanguage(kept) ? kept : languageOf(request.headers["accept-language"]);
}

const isLanguage = (value: unknown): value is Language => value === "en" || value === "zh";
