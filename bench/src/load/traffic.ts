import type { Job, OrderRange, TrafficDescription } from "../workload/job.js";
import { MERCHANT_COUNT, MERCHANTS } from "../workload/merchants.js";
import { paymentBody, tradeUploadBody, uploadBody, verifyBody } from "../workload/order-bodies.js";
import { LIST_LENGTH, merchantOf, RequestTemplate } from "../workload/request-template.js";

/** The next request to send: its bytes, and a text that its answer must contain. */
export interface Outgoing {
  bytes: Buffer;
  length: number;
  expected: string;
  /** The order that is stored once the answer arrives; -1 for none. */
  uploads: number;
}

/** The requests of a group of connections. */
export interface Traffic {
  /** Fills in the next request; returns false if none is left. */
  next(outgoing: Outgoing): boolean;
  /** Called for every expected answer. */
  answered?(outgoing: Outgoing): void;
  readonly ordersUsed: number;
  readonly paidUploads: number;
}

const VARIANTS = 5;
/** The upload_time of uploads, as a second of the day; each replacement is one second later. */
const FIRST_SECOND = 10 * 3600;
const OK = '"errcode":0';

/** Makes the traffic of a description; makes all bodies before the run. */
export function makeTraffic(description: TrafficDescription, job: Job): Traffic {
  const requests = new Requests(job);
  switch (description.kind) {
    case "upload":
      return new Uploads(
        requests.uploads(description.items),
        description.orders,
        description.merchant,
      );
    case "trade-upload":
      return new Uploads(requests.tradeUploads(), description.orders);
    case "replace":
      return new Replacements(requests, description);
    case "verify":
      return new Verifications(requests, description.matched, description.waiting);
    case "payment":
      return new Payments(requests, description.uploaded, description.fresh);
    case "pay-all":
      return new Payments(requests, description.uploaded, null);
    case "list":
      return new Lists(requests);
    case "mix":
      return new Mix(requests, description);
  }
}

/** The templates of each kind, by merchant; made on first use. */
class Requests {
  readonly job: Job;
  readonly #kept = new Map<string, RequestTemplate[]>();

  constructor(job: Job) {
    this.job = job;
  }

  uploads(items: 2 | 20): RequestTemplate[] {
    return this.#keep(`upload ${items}`, MERCHANT_COUNT * VARIANTS, (index) => {
      const merchant = index % MERCHANT_COUNT;
      return this.#wire(
        "/user-order/orders",
        merchant,
        uploadBody(MERCHANTS[merchant] as never, items, index),
      );
    });
  }

  tradeUploads(): RequestTemplate[] {
    return this.#keep("trade upload", MERCHANT_COUNT, (merchant) =>
      this.#wire(
        "/wxa/sec/order/upload_shipping_info",
        merchant,
        tradeUploadBody(MERCHANTS[merchant] as never),
      ),
    );
  }

  verifications(): RequestTemplate[] {
    return this.#keep("verify", MERCHANT_COUNT, (merchant) =>
      this.#wire(
        "/user-order/shoppinginfo/verify",
        merchant,
        verifyBody(MERCHANTS[merchant] as never),
      ),
    );
  }

  payments(): RequestTemplate[] {
    const head = this.#head("POST", "/admin/v1/payments", {
      Authorization: `Bearer ${this.job.adminKey}`,
      "Content-Type": "application/json",
    });
    return this.#keep(
      "payment",
      MERCHANT_COUNT,
      (merchant) => new RequestTemplate(head, paymentBody(MERCHANTS[merchant] as never)),
    );
  }

  lists(): RequestTemplate[] {
    const { sessions } = this.job;
    const path = `/buyer/v1/orders?limit=${LIST_LENGTH}`;
    return this.#keep("list", sessions.length, (index) => {
      const headers = { Authorization: `Bearer ${sessions[index]}` };
      return new RequestTemplate(this.#head("GET", path, headers), "");
    });
  }

  #wire(path: string, merchant: number, body: string): RequestTemplate {
    const url = `${path}?access_token=${this.job.accessTokens[merchant]}`;
    const head = this.#head("POST", url, { "Content-Type": "application/json" });
    return new RequestTemplate(head, body);
  }

  #head(method: string, url: string, headers: Readonly<Record<string, string>>): string {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    return `${method} ${url} HTTP/1.1\r\nHost: 127.0.0.1:${this.job.port}\r\n${lines.join("")}`;
  }

  #keep(key: string, count: number, make: (index: number) => RequestTemplate): RequestTemplate[] {
    const kept = this.#kept.get(key) ?? Array.from({ length: count }, (_, index) => make(index));
    this.#kept.set(key, kept);
    return kept;
  }
}

function fill(
  outgoing: Outgoing,
  template: RequestTemplate | undefined,
  order: number,
  second = FIRST_SECOND,
): void {
  if (template === undefined) throw new Error("there is no such request");
  if (outgoing.bytes.length < template.bytes.length) {
    outgoing.bytes = Buffer.allocUnsafe(template.bytes.length + 64);
  }
  outgoing.length = template.write(outgoing.bytes, order, second);
  outgoing.uploads = -1;
}

class Uploads implements Traffic {
  ordersUsed = 0;
  readonly paidUploads = 0;
  readonly #templates: RequestTemplate[];
  readonly #orders: OrderRange;
  readonly #merchant: number | undefined;

  constructor(templates: RequestTemplate[], orders: OrderRange, merchant?: number) {
    this.#templates = templates;
    this.#orders = orders;
    this.#merchant = merchant;
  }

  next(outgoing: Outgoing): boolean {
    const { first, count } = this.#orders;
    if (count !== null && this.ordersUsed >= count) return false;
    const step = this.ordersUsed++;
    // Every 200th order belongs to one merchant.
    const order =
      this.#merchant === undefined ? first + step : first + this.#merchant + step * MERCHANT_COUNT;
    fill(outgoing, this.#templates[order % this.#templates.length], order);
    outgoing.expected = OK;
    outgoing.uploads = order;
    return true;
  }
}

type ReplaceDescription = Extract<TrafficDescription, { kind: "replace" }>;

class Replacements implements Traffic {
  ordersUsed = 0;
  readonly paidUploads = 0;
  readonly #templates: RequestTemplate[];
  readonly #orders: OrderRange;
  readonly #secondsAhead: number;

  constructor(
    requests: Requests,
    { items, orders, secondsAhead }: Omit<ReplaceDescription, "kind">,
  ) {
    this.#templates = requests.uploads(items);
    this.#orders = orders;
    this.#secondsAhead = secondsAhead;
  }

  next(outgoing: Outgoing): boolean {
    const { first, count } = this.#orders;
    const step = this.ordersUsed++;
    const pass = 1 + this.#secondsAhead + Math.floor(step / (count ?? 1));
    const order = first + (step % (count ?? 1));
    // The content differs from the stored one, as in a real replacement.
    const template = this.#templates[(order + pass * MERCHANT_COUNT) % this.#templates.length];
    fill(outgoing, template, order, FIRST_SECOND + pass);
    outgoing.expected = OK;
    return true;
  }
}

class Verifications implements Traffic {
  ordersUsed = 0;
  readonly paidUploads = 0;
  readonly #templates: RequestTemplate[];
  readonly #matched: OrderRange;
  readonly #waiting: OrderRange;

  constructor(requests: Requests, matched: OrderRange, waiting: OrderRange) {
    this.#templates = requests.verifications();
    this.#matched = matched;
    this.#waiting = waiting;
  }

  next(outgoing: Outgoing): boolean {
    const isMatched = this.ordersUsed++ % 2 === 0;
    const { first, count } = isMatched ? this.#matched : this.#waiting;
    const order = first + Math.floor(Math.random() * (count ?? 1));
    fill(outgoing, this.#templates[merchantOf(order)], order);
    outgoing.expected = isMatched ? '"verify_result":"SUCCESS' : '"verify_result":"NOT_PAID';
    return true;
  }
}

class Payments implements Traffic {
  ordersUsed = 0;
  paidUploads = 0;
  #freshUsed = 0;
  readonly #templates: RequestTemplate[];
  readonly #uploaded: OrderRange;
  readonly #fresh: OrderRange | null;

  constructor(requests: Requests, uploaded: OrderRange, fresh: OrderRange | null) {
    this.#templates = requests.payments();
    this.#uploaded = uploaded;
    this.#fresh = fresh;
  }

  next(outgoing: Outgoing): boolean {
    const fresh = this.#fresh;
    const isLeft = this.paidUploads < (this.#uploaded.count ?? 0);
    if (!isLeft && fresh === null) return false;
    const isUploaded = isLeft && (fresh === null || this.ordersUsed % 2 === 0);
    this.ordersUsed++;
    const order = isUploaded
      ? this.#uploaded.first + this.paidUploads++
      : (fresh as OrderRange).first + this.#freshUsed++;
    fill(outgoing, this.#templates[merchantOf(order)], order);
    outgoing.expected = isUploaded ? '"state":"matched"' : '"state":"waiting"';
    return true;
  }
}

class Lists implements Traffic {
  ordersUsed = 0;
  readonly paidUploads = 0;
  readonly #templates: RequestTemplate[];

  constructor(requests: Requests) {
    this.#templates = requests.lists();
  }

  next(outgoing: Outgoing): boolean {
    this.ordersUsed++;
    fill(outgoing, this.#templates[Math.floor(Math.random() * this.#templates.length)], 0);
    outgoing.expected = '"items":[{';
    return true;
  }
}

type MixDescription = Extract<TrafficDescription, { kind: "mix" }>;
type Part = "upload" | "payment" | "verify" | "replace" | "list";

/** Twenty requests in the shares of the mix, with the kinds interleaved. */
const MIX: readonly Part[] = (
  "upload payment upload verify upload upload replace upload verify upload " +
  "upload payment upload list upload upload verify upload payment upload"
).split(" ") as Part[];

class Mix implements Traffic {
  ordersUsed = 0;
  readonly #parts: Readonly<Record<Exclude<Part, "payment">, Traffic>>;
  readonly #templates: RequestTemplate[];
  readonly #uploaded: number[] = [];
  #step = 0;
  #payments = 0;
  paidUploads = 0;
  readonly #fresh: OrderRange;

  constructor(requests: Requests, { fresh, matched, waiting, secondsAhead }: MixDescription) {
    this.#parts = {
      upload: new Uploads(requests.uploads(2), fresh),
      verify: new Verifications(requests, matched, waiting),
      replace: new Replacements(requests, { items: 2, orders: waiting, secondsAhead }),
      list: new Lists(requests),
    };
    this.#templates = requests.payments();
    this.#fresh = fresh;
  }

  next(outgoing: Outgoing): boolean {
    this.ordersUsed++;
    const part = MIX[this.#step++ % MIX.length] as Part;
    if (part !== "payment") return this.#parts[part].next(outgoing);
    const uploaded = this.#payments++ % 2 === 0 ? this.#uploaded.pop() : undefined;
    // Payments without an upload use order numbers that the run's uploads never reach.
    const order = uploaded ?? this.#fresh.first + 500_000_000 + this.#payments;
    if (uploaded !== undefined) this.paidUploads++;
    fill(outgoing, this.#templates[merchantOf(order)], order);
    outgoing.expected = uploaded === undefined ? '"state":"waiting"' : '"state":"matched"';
    return true;
  }

  answered({ uploads }: Outgoing): void {
    if (uploads !== -1 && this.#uploaded.length < 1000) this.#uploaded.push(uploads);
  }
}
