import type { Row } from "../../rows/row.js";
import type { Engine } from "../../statements/engine.js";
import type { Buyer } from "../../store.js";
import { tokenSlices } from "../buyer-tokens.js";

/** The links and sessions of a buyer, without what opens them. */
export async function* tokensOf(engine: Engine, buyer: Buyer): AsyncGenerator<readonly Row[]> {
  for await (const tokens of tokenSlices(engine, buyer)) {
    yield tokens.map(({ purpose, buyers, isPreview, expiresAtMs }) => ({
      purpose,
      buyers: JSON.stringify(buyers),
      is_preview: isPreview ? 1 : 0,
      expires_at_ms: expiresAtMs,
    }));
  }
}
