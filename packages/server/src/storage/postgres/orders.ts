import type { ReviewFigures } from "../../domain/access-review.js";
import type { PaymentDecision } from "../../domain/payment.js";
import type { ShippingDecision, ShippingFacts } from "../../domain/shipping.js";
import type { OrderFacts, UploadDecision } from "../../domain/upload.js";
import type { NumberedOrder, OrderStore } from "../store.js";
import type { PostgresDatabase } from "./database.js";

export class PostgresOrderStore implements OrderStore {
  readonly #database: PostgresDatabase;

  constructor(database: PostgresDatabase) {
    this.#database = database;
  }

  putUpload(): Promise<UploadDecision> {
    return this.#notYet();
  }

  putPayment(): Promise<PaymentDecision> {
    return this.#notYet();
  }

  putShipping(): Promise<ShippingDecision> {
    return this.#notYet();
  }

  findShippingFacts(): Promise<ShippingFacts> {
    return this.#notYet();
  }

  findFacts(): Promise<OrderFacts> {
    return this.#notYet();
  }

  search(): Promise<NumberedOrder[]> {
    return this.#notYet();
  }

  findOrder(): Promise<NumberedOrder | null> {
    return this.#notYet();
  }

  listOfBuyer(): Promise<NumberedOrder[]> {
    return this.#notYet();
  }

  reviewFigures(): Promise<ReviewFigures> {
    return this.#notYet();
  }

  #notYet(): Promise<never> {
    const { total } = this.#database.metrics();
    return Promise.reject(new Error(`not yet, on ${total} connections`));
  }
}
