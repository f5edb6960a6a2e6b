import type { FastifyBaseLogger } from "fastify";
import { RepeatedFault } from "../limits/repeated-fault.js";
import {
  NO_REQUEST_LOG,
  RequestLog,
  type RequestLogLimits,
  SAMPLED_REQUEST_LOG,
  WHOLE_REQUEST_LOG,
} from "../request-log/request-log.js";
import { secretHashesFrom } from "../request-log/secret-hashes.js";
import type { Sealer } from "../secrets/seal.js";
import type { Store } from "../storage/store.js";

/** The request log of a platform. */
export function openRequestLog(
  { requests, apps, components }: Store,
  log: FastifyBaseLogger,
  given: { readonly keptDays: number; readonly sandbox: boolean; readonly sealer: Sealer },
): RequestLog {
  const fault = new RepeatedFault();
  const onError = (err: unknown, lost: number) => {
    const counted = fault.add(lost);
    if (counted === null) return;
    log.error({ err, lost: counted }, "writing to the request log failed; calls dropped");
  };
  const secretHashesOf = secretHashesFrom({ apps, components });
  const limits = requestLogLimits(given.keptDays, given.sandbox);
  const { sealer } = given;
  return new RequestLog(requests, onError, limits, { secretHashesOf, sealer });
}

function requestLogLimits(keptDays: number, isSandbox: boolean): RequestLogLimits {
  if (keptDays === 0) return NO_REQUEST_LOG;
  return isSandbox ? WHOLE_REQUEST_LOG : SAMPLED_REQUEST_LOG;
}
