import { text } from "@dingdan/contract";
import { type Refused, refuse } from "./outcome.js";

/**
 * The answer to a call for a token whose secret is not checked, because the network sent too many wrong
 * ones. The contract has no code of its own for it, and no HTTP status but 200: 45011 has the same next step.
 */
export const tooManyGuesses = (): Refused =>
  refuse(
    "MINUTE_QUOTA_REACHED",
    "",
    text("too many wrong secrets from your address", "您的地址发送的错误 secret 过多"),
    { id: "too-many-wrong-secrets", path: "", values: {} },
  );
