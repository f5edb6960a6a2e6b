import { type AdminRole, type HttpOperation, neededRole, text } from "@dingdan/contract";
import { useSay } from "../preferences/language.js";
import { mayCall, ROLE_TEXTS } from "./may-call.js";
import { useSession } from "./session.js";

const T = {
  needs: (needed: AdminRole) =>
    text(
      `Your key may not do this: it needs the role ${ROLE_TEXTS[needed].en}.`,
      `当前密钥无权执行：需要“${ROLE_TEXTS[needed].zh}”角色。`,
    ),
  operatorOnly: text("Only the operator may do this.", "仅运营方可执行该操作。"),
};

/** Why the user may not make a call; null when it may. */
export function useDenial(operation: HttpOperation): string | null {
  const say = useSay();
  const { role } = useSession().session;
  if (mayCall(role, operation)) return null;
  return say(role === "merchant" ? T.operatorOnly : T.needs(neededRole(operation)));
}
