import {
  ADMIN_OPERATIONS,
  ADMIN_PREFIX,
  type AdminOperationKey,
  type AppRepresentation,
  BUYER_OPERATIONS,
  BUYER_PREFIX,
  type BuyerOperationKey,
  OPERATIONS,
  type OperationKey,
  type ReplyOf,
  type Text,
} from "@dingdan/contract";
import { type HttpInput, type HttpReply, requestOf } from "../http-operation.js";
import { type DemoStep, demoStep, type Stage } from "./step.js";

/** The steps of a part of a story; its result is what later parts need. */
export type Step<Reply> = AsyncGenerator<DemoStep, Reply>;

/** Operations that return a complete app, and the member of it that the demo shows. */
const POINTS: { readonly [Key in AdminOperationKey]?: keyof AppRepresentation } = {
  createApp: "permission",
  signAgreement: "agreement_signed_at",
  setPermission: "permission",
};

/** Makes the calls of one chapter; their types come from the contract. */
export class Caller {
  readonly #stage: Stage;
  readonly #chapter: Text;

  constructor(stage: Stage, chapter: Text) {
    this.#stage = stage;
    this.#chapter = chapter;
  }

  async *admin<Key extends AdminOperationKey>(
    title: Text,
    key: Key,
    input: HttpInput<(typeof ADMIN_OPERATIONS)[Key]>,
    expect: (reply: HttpReply<(typeof ADMIN_OPERATIONS)[Key]>) => boolean = () => true,
    point: string | undefined = POINTS[key],
  ): Step<HttpReply<(typeof ADMIN_OPERATIONS)[Key]>> {
    const chapter = this.#chapter;
    const request = requestOf(ADMIN_PREFIX, ADMIN_OPERATIONS[key], input);
    return yield* demoStep(this.#stage, {
      chapter,
      title,
      ...request,
      bearer: this.#stage.adminKey,
      ...(point === undefined ? {} : { point }),
      expect,
    });
  }

  async *buyer<Key extends BuyerOperationKey>(
    title: Text,
    key: Key,
    session: string | null,
    input: HttpInput<(typeof BUYER_OPERATIONS)[Key]>,
    expect: (reply: HttpReply<(typeof BUYER_OPERATIONS)[Key]>) => boolean = () => true,
  ): Step<HttpReply<(typeof BUYER_OPERATIONS)[Key]>> {
    const chapter = this.#chapter;
    const request = requestOf(BUYER_PREFIX, BUYER_OPERATIONS[key], input);
    const bearer = session === null ? {} : { bearer: session };
    return yield* demoStep(this.#stage, { chapter, title, ...request, ...bearer, expect });
  }

  /** Opens a buyer's session with a one-time link from the operator. */
  async *session(
    linkTitle: Text,
    sessionTitle: Text,
    buyer: { readonly appid: string; readonly openid: string },
  ): Step<string> {
    const link = yield* this.admin(linkTitle, "createBuyerSession", { body: buyer });
    const session = yield* this.buyer(sessionTitle, "openSession", null, { token: link.token });
    return session.token;
  }

  async *wire<Key extends OperationKey>(
    title: Text,
    key: Key,
    token: string,
    parameters: Readonly<Record<string, unknown>>,
    expect: (reply: ReplyOf<(typeof OPERATIONS)[Key]>) => boolean = () => true,
    point?: string,
  ): Step<ReplyOf<(typeof OPERATIONS)[Key]>> {
    return yield* this.#call<ReplyOf<(typeof OPERATIONS)[Key]>>(
      title,
      key,
      { access_token: token },
      parameters,
      (reply) => (reply as { errcode?: number }).errcode === 0 && expect(reply),
      point,
    );
  }

  /** A call that must be refused with this code. */
  async *refusal(
    title: Text,
    key: OperationKey,
    token: string,
    parameters: Readonly<Record<string, unknown>>,
    errcode: number,
  ): Step<void> {
    yield* this.#call<{ readonly errcode?: number }>(
      title,
      key,
      { access_token: token },
      parameters,
      (reply) => reply.errcode === errcode,
    );
  }

  async *token(
    title: Text,
    credentials: { readonly appid: string; readonly secret: string },
  ): Step<string> {
    const parameters = { grant_type: "client_credential", ...credentials };
    const reply = yield* this.#call<{ readonly access_token: string }>(
      title,
      "getAccessToken",
      {},
      parameters,
      ({ access_token: token }) => typeof token === "string",
    );
    return reply.access_token;
  }

  async *#call<Reply>(
    title: Text,
    key: OperationKey,
    query: Readonly<Record<string, string>>,
    parameters: Readonly<Record<string, unknown>>,
    expect: (reply: Reply) => boolean,
    point?: string,
  ): Step<Reply> {
    const { method, path, parameters: location } = OPERATIONS[key];
    const inQuery = location === "query" ? (parameters as Readonly<Record<string, string>>) : {};
    const search = new URLSearchParams({ ...query, ...inQuery });
    return yield* demoStep<Reply>(this.#stage, {
      chapter: this.#chapter,
      title,
      method,
      path: `${path}?${search.toString()}`,
      ...(location === "query" ? {} : { body: parameters }),
      ...(point === undefined ? {} : { point }),
      expect,
    });
  }
}
