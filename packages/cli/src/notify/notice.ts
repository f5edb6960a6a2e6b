import { randomUUID } from "node:crypto";
import { formatChinaTime } from "@dingdan/contract";
import { type SigningKey, sealResource, signBody } from "@dingdan/wechatpay";

/** A notice as it is posted. */
export interface Notice {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a notice says. */
export interface NoticeContent {
  readonly eventType: string;
  readonly originalType: string;
  readonly summary: string;
  readonly resource: object;
}

/** How a notice differs from the usual one. */
export interface NoticeForm {
  /** A random id when omitted. */
  readonly id?: string;
  readonly signer?: SigningKey;
  readonly apiV3Key?: string;
  /** How long ago it was signed; negative: in the future. */
  readonly ageMs?: number;
  readonly associatedData?: "present" | "empty" | "absent";
  /** Writes the envelope. Compact JSON, as WeChat Pay writes it, when omitted. */
  readonly write?: (envelope: object) => string;
  /** Members of the envelope that no document lists. */
  readonly extra?: object;
}

export interface NoticeKeys {
  readonly apiV3Key: string;
  readonly signer: SigningKey;
}

/**
 * Makes a notice, signed over the bytes of its body.
 * @see wechatpay, §2 and §3
 */
export function makeNotice(
  { eventType, originalType, summary, resource }: NoticeContent,
  form: NoticeForm,
  keys: NoticeKeys,
  nowMs: number,
): Notice {
  const associatedData = (form.associatedData ?? "present") === "present" ? originalType : "";
  const { associated_data, ...sealed } = sealResource(
    JSON.stringify(resource),
    form.apiV3Key ?? keys.apiV3Key,
    { associatedData },
  );
  const envelope = {
    id: form.id ?? randomUUID(),
    create_time: formatChinaTime(nowMs),
    resource_type: "encrypt-resource",
    event_type: eventType,
    summary,
    resource: {
      original_type: originalType,
      ...sealed,
      ...(form.associatedData === "absent" ? {} : { associated_data }),
    },
    ...form.extra,
  };
  const body = (form.write ?? JSON.stringify)(envelope);
  const signedAtMs = nowMs - (form.ageMs ?? 0);
  return { headers: signBody(body, form.signer ?? keys.signer, signedAtMs), body };
}

/** The same notice with other or without some header fields. @param changes null removes a field */
export function withHeaders(
  { headers, body }: Notice,
  changes: Readonly<Record<string, string | null>>,
): Notice {
  const changed = Object.entries({ ...headers, ...changes }).flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as const],
  );
  return { headers: Object.fromEntries(changed), body };
}
