import type { CommitJob, TradeUploadJob } from "../orders/jobs.js";
import type { Engine } from "../statements/engine.js";
import type { Store } from "../store.js";
import { accessTokenStore } from "./access-tokens.js";
import { adminKeyStore } from "./admin-keys.js";
import { appMessageStore } from "./app-messages.js";
import { appStore } from "./apps.js";
import { attentionCountStore } from "./attention-counts.js";
import { auditStore } from "./audit.js";
import { authorizationStore } from "./authorizations.js";
import { oldOrderStore } from "./buyer-data/old-orders.js";
import { buyerDataStore } from "./buyer-data/store.js";
import { buyerTokenStore } from "./buyer-tokens.js";
import { componentCredentialStore } from "./component-credentials.js";
import { componentEventStore } from "./component-events.js";
import { componentStore } from "./components.js";
import { consoleSessionStore } from "./console-sessions.js";
import { contradictionStore } from "./contradictions.js";
import { earlyRefundStore } from "./early-refunds.js";
import { eventStore } from "./events.js";
import { goodsStore } from "./goods.js";
import { guessStore } from "./guesses.js";
import { refundStore } from "./refunds.js";
import { resourcePackageStore } from "./resource-packages.js";
import { reviewStore } from "./reviews.js";
import { serviceProviderOrderStore } from "./service-provider-orders.js";
import { settingStore } from "./settings.js";
import { statisticsStore } from "./statistics.js";
import { tradeOrderStore } from "./trade-orders.js";
import { upgradeStore } from "./upgrades.js";
import { webhookStore } from "./webhooks.js";
import { weChatPayStore } from "./wechatpay-merchants.js";

/** The stores that are called rarely, written once for both engines. */
export const coldStores = (engine: Engine, commit: CommitJob<TradeUploadJob>) =>
  ({
    accessTokens: accessTokenStore(engine),
    adminKeys: adminKeyStore(engine),
    appMessages: appMessageStore(engine),
    apps: appStore(engine),
    attentionCounts: attentionCountStore(engine),
    audit: auditStore(engine),
    authorizations: authorizationStore(engine),
    buyerData: buyerDataStore(engine),
    buyerTokens: buyerTokenStore(engine),
    componentCredentials: componentCredentialStore(engine),
    componentEvents: componentEventStore(engine),
    components: componentStore(engine),
    consoleSessions: consoleSessionStore(engine),
    contradictions: contradictionStore(engine),
    earlyRefunds: earlyRefundStore(engine),
    events: eventStore(engine),
    goods: goodsStore(engine),
    guesses: guessStore(engine),
    oldOrders: oldOrderStore(engine),
    refunds: refundStore(engine),
    resourcePackages: resourcePackageStore(engine),
    reviews: reviewStore(engine),
    serviceProviderOrders: serviceProviderOrderStore(engine),
    settings: settingStore(engine),
    statistics: statisticsStore(engine),
    tradeOrders: tradeOrderStore(engine, commit),
    upgrades: upgradeStore(engine),
    webhooks: webhookStore(engine),
    wechatpay: weChatPayStore(engine),
  }) satisfies Partial<Store>;
