import type { ComponentCallback } from "../domain/component.js";
import type { PushMembers } from "../pushes/push-body.js";
import { type SignedPush, signPush } from "../pushes/sign-push.js";

/** A push to a third-party platform, which is always XML and encrypted. */
export const signComponentPush = (
  componentAppid: string,
  callback: ComponentCallback,
  members: PushMembers,
  nowMs: number,
): SignedPush =>
  signPush(
    { ...callback, format: "xml" },
    { appid: componentAppid, member: ["AppId", componentAppid] },
    members,
    nowMs,
  );
