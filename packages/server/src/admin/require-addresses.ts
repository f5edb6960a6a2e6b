import { text } from "@dingdan/contract";
import { isAddressOrRange } from "../domain/ip-whitelist.js";
import { invalidRequest } from "../http/problem.js";

/** @throws Problem when an entry of an `ip_whitelist` is neither an address nor a range */
export function requireAddresses(whitelist: readonly string[]): void {
  const wrong = whitelist.flatMap((entry, index) =>
    isAddressOrRange(entry)
      ? []
      : [
          {
            path: `ip_whitelist[${index}]`,
            reason: text("must be an IP address or a range", "不是 IP 地址或网段"),
          },
        ],
  );
  if (wrong.length > 0) throw invalidRequest(wrong);
}
