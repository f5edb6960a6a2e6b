import { text } from "@dingdan/contract";
import type { FastifyRequest } from "fastify";
import { bearerToken } from "../http/bearer-token.js";
import { Problem } from "../http/problem.js";
import { matchesHash } from "../secrets/secret.js";

/** @throws Problem unless the request carries the operator's key */
export function requireAdminKey(request: FastifyRequest, adminKeyHash: string): void {
  const key = bearerToken(request);
  if (key !== null && matchesHash(key, adminKeyHash)) return;
  throw new Problem(401, key === null ? KEY_MISSING : KEY_WRONG);
}

const KEY_MISSING = text(
  "Send Authorization: Bearer ADMIN_KEY. `dingdan serve` prints a new key once; --admin-key or DINGDAN_ADMIN_KEY sets one.",
  "请发送 Authorization: Bearer ADMIN_KEY。`dingdan serve` 首次启动时显示密钥；也可用 --admin-key 或 DINGDAN_ADMIN_KEY 指定。",
);

const KEY_WRONG = text(
  "This is not the operator's key. `dingdan serve` printed it when it first started; started with --admin-key or DINGDAN_ADMIN_KEY, it takes another.",
  "管理密钥不正确。`dingdan serve` 首次启动时显示过密钥；以 --admin-key 或 DINGDAN_ADMIN_KEY 启动可指定新的密钥。",
);
