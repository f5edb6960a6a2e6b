import {
  ADMIN_OPERATIONS,
  ADMIN_ROLES,
  type AdminRole,
  APP_KINDS,
  ITEM_LINKS,
  NOTICE_KIND_TEXTS,
  NOTICE_KINDS,
  OPERATIONS,
  type Operation,
  type Text,
  text,
} from "@dingdan/contract";
import { Command } from "commander";
import type { AppAuditFlags, AppCreateFlags } from "./commands/app.js";
import type { MigrateFlags } from "./commands/migrate.js";
import type { PayFlags } from "./commands/pay.js";
import type { ReconcileFlags } from "./commands/reconcile.js";
import type { RefundFlags } from "./commands/refund.js";
import type { ReplayFlags } from "./commands/replay.js";
import type { UploadFlags } from "./commands/upload.js";
import type { ValidateFlags } from "./commands/validate.js";
import { Grammar } from "./grammar.js";
import type { Invocation } from "./invocation.js";
import { withLimitFlags } from "./limit-flags.js";
import { addNotifyCommands } from "./notify-program.js";
import { SHOPS_MIN } from "./seed/shops.js";
import {
  type AddressSource,
  DEFAULT_HOST,
  DEFAULT_URL,
  PROXY_ADDRESS,
  SERVE_ADDRESS,
} from "./settings/address.js";
import type { AdminFlags } from "./settings/admin.js";
import type { KeyCreateFlags, KeyRotateFlags } from "./settings/admin-key.js";
import type { ClientFlags } from "./settings/client.js";
import { DEFAULT_CONCURRENCY } from "./settings/concurrency.js";
import type { DoctorFlags } from "./settings/doctor.js";
import type { ExecFlags } from "./settings/exec.js";
import { DEFAULT_LOG_LIMIT, type LogFlags } from "./settings/logs.js";
import { DEFAULT_CA_FOLDER, type ProxyFlags } from "./settings/proxy.js";
import { DEFAULT_DATABASE_URL } from "./settings/reading.js";
import {
  DEFAULT_SEED,
  DEFAULT_SEED_DAYS,
  DEFAULT_SEED_ORDERS,
  type SeedFlags,
} from "./settings/seed.js";
import {
  DEFAULT_RECONCILE_MINUTES,
  DEFAULT_REQUEST_LOG_DAYS,
  type ServeFlags,
} from "./settings/serve.js";
import { configureHelp, helpColumns } from "./terminal/help.js";
import { wrap } from "./terminal/width.js";
import { TEXTS } from "./texts.js";
import { packageVersion } from "./version.js";
import { addWeChatPayCommands } from "./wechatpay-program.js";

const { command: SUMMARY, flag: FLAG, help: HELP } = TEXTS;

/** The dependencies of the functions below. */
interface Parts {
  readonly program: Command;
  readonly grammar: Grammar;
  readonly invocation: Invocation;
  /** Takes the exit code of the command that ran. */
  readonly finish: (exitCode: number) => void;
}

/**
 * Builds the grammar of the command line: every command, its arguments, flags and help. The code of a
 * command is in its own module, which is loaded only when the command runs, so that `serve` starts
 * fast.
 *
 * @param finish takes the exit code of the command that ran
 */
export function buildProgram(invocation: Invocation, finish: (exitCode: number) => void): Command {
  const { terminal } = invocation;
  const program = new Command("dingdan");
  configureHelp(program, terminal);
  const wrapped = (words: Text) => wrap(terminal.say(words), helpColumns(terminal)).join("\n");
  const begin = wrapped(HELP.begin);
  const exitCodes = terminal.out.dim(wrapped(HELP.exitCodes));
  program
    .description(terminal.say(HELP.program))
    .version(packageVersion(), "-V, --version", terminal.say(HELP.version))
    .helpOption("-h, --help", terminal.say(HELP.help))
    .addHelpText("after", `\n${begin}\n${exitCodes}\n`)
    .exitOverride()
    // Words after a command belong to it: `exec` passes them on unchanged.
    .enablePositionalOptions();
  const parts = { program, grammar: new Grammar(terminal), invocation, finish };
  addPlatformCommands(parts);
  addProxyCommands(parts);
  addWireCommands(parts);
  addOperatorCommands(parts);
  addAdminKeyCommands(parts);
  addWeChatPayCommands({
    ...parts,
    withAdminFlags: (command) => withAdminFlags(parts.grammar, command),
  });
  addNotifyCommands(parts);
  addOfflineCommands(parts);
  program.addHelpCommand(
    new Command("help")
      .argument("[command]")
      .helpGroup(terminal.say(HELP.groupLookUp))
      .description(terminal.say(HELP.helpCommand)),
  );
  return program;
}

function addPlatformCommands({ program, grammar, invocation, finish }: Parts): void {
  const group = HELP.groupRun;
  const databaseFlag = grammar.flag("--database <url>", FLAG.database, {
    variable: "DINGDAN_DATABASE_URL",
    fallback: DEFAULT_DATABASE_URL,
  });
  const withAddress = (command: Command) =>
    withAddressFlags(grammar, command, SERVE_ADDRESS).addOption(databaseFlag);
  const daysAgoFlag = grammar.flag("--days-ago <days>", FLAG.daysAgo, {
    variable: "DINGDAN_SANDBOX_DAYS_AGO",
  });

  const serveCommand = grammar.command(program, "serve", {
    group,
    summary: SUMMARY.serve,
    description: SUMMARY.serveMore,
    examples: ["dingdan serve", "dingdan serve --port 0 --database sqlite::memory: --sandbox"],
  });
  withLimitFlags(grammar, withAddress(serveCommand))
    .addOption(adminKeyFlag(grammar, FLAG.newAdminKey))
    .addOption(grammar.flag("--sandbox", FLAG.sandbox, { variable: "DINGDAN_SANDBOX=1" }))
    .addOption(daysAgoFlag)
    .addOption(
      grammar.flag("--request-log-days <days>", FLAG.requestLogDays, {
        variable: "DINGDAN_REQUEST_LOG_DAYS",
        fallback: DEFAULT_REQUEST_LOG_DAYS,
      }),
    )
    .addOption(
      grammar.flag("--trust-proxy [proxies]", FLAG.trustProxy, { variable: "DINGDAN_TRUST_PROXY" }),
    )
    .addOption(
      grammar.flag("--seal-key-file <file>", FLAG.sealKeyFile, {
        variable: "DINGDAN_SEAL_KEY_FILE",
      }),
    )
    .addOption(
      grammar.flag("--previous-seal-key-file <file>", FLAG.previousSealKeyFile, {
        variable: "DINGDAN_PREVIOUS_SEAL_KEY_FILE",
      }),
    )
    .addOption(
      grammar.repeatableFlag("--allow-callback-network <network>", FLAG.allowCallbackNetwork, {
        variable: "DINGDAN_ALLOW_CALLBACK_NETWORKS",
      }),
    )
    .addOption(
      grammar.flag("--public-url <url>", FLAG.publicUrl, { variable: "DINGDAN_PUBLIC_URL" }),
    )
    .addOption(apiUrlFlag(grammar))
    .addOption(
      grammar.flag("--reconcile-minutes <minutes>", FLAG.reconcileMinutes, {
        variable: "DINGDAN_RECONCILE_MINUTES",
        fallback: DEFAULT_RECONCILE_MINUTES,
      }),
    )
    .addOption(
      grammar.flag("--allow-unsafe-durability", FLAG.allowUnsafeDurability, {
        variable: "DINGDAN_ALLOW_UNSAFE_DURABILITY=1",
      }),
    )
    .addOption(
      grammar.flag("--workers <count>", FLAG.workers, {
        variable: "DINGDAN_WORKERS",
        fallback: 1,
      }),
    )
    .action(async (flags: ServeFlags) => {
      const { serve } = await import("./commands/serve.js");
      finish(await serve(invocation, flags));
    });

  withAddress(
    grammar.command(program, "sandbox", {
      group,
      summary: SUMMARY.sandbox,
      description: SUMMARY.sandboxMore,
      examples: ["dingdan sandbox", "dingdan sandbox --port 0 --database sqlite:./try/dingdan.db"],
    }),
  )
    .addOption(daysAgoFlag)
    .addOption(apiUrlFlag(grammar))
    .action(async (flags: ServeFlags) => {
      const { sandbox } = await import("./commands/sandbox.js");
      finish(await sandbox(invocation, flags));
    });

  addSeedCommand({ program, grammar, invocation, finish });

  grammar
    .command(program, "doctor", {
      group,
      summary: SUMMARY.doctor,
      description: SUMMARY.doctorMore,
      examples: ["dingdan doctor", "dingdan doctor --url https://pay.example --json"],
    })
    .addOption(databaseFlag)
    .addOption(adminKeyFlag(grammar))
    .addOption(
      grammar.flag("--trust-proxy [proxies]", FLAG.trustProxy, { variable: "DINGDAN_TRUST_PROXY" }),
    )
    .addOption(
      grammar.flag("--public-url <url>", FLAG.publicUrl, { variable: "DINGDAN_PUBLIC_URL" }),
    )
    .addOption(grammar.flag("--url <url>", FLAG.doctorUrl))
    .action(async (flags: DoctorFlags) => {
      const { doctor } = await import("./commands/doctor.js");
      finish(await doctor(invocation, flags));
    });

  grammar
    .command(program, "demo", {
      group,
      summary: SUMMARY.demo,
      description: SUMMARY.demoMore,
      examples: ["dingdan demo", "dingdan demo --json | jq '.[].title'"],
    })
    .action(async () => {
      const { demo } = await import("./commands/demo.js");
      finish(await demo(invocation));
    });

  grammar
    .command(program, "migrate", {
      group,
      summary: SUMMARY.migrate,
      description: SUMMARY.migrateMore,
      examples: [
        "dingdan migrate",
        "dingdan migrate --database sqlite:./data/dingdan.db --to postgres://dingdan@127.0.0.1/dingdan",
        "dingdan migrate --citus --dry-run",
      ],
    })
    .addOption(databaseFlag)
    .addOption(grammar.flag("--to <url>", FLAG.to))
    .addOption(grammar.flag("--without-requests", FLAG.withoutRequests))
    .addOption(grammar.flag("--citus", FLAG.citus))
    .addOption(grammar.flag("--dry-run", FLAG.dryRun))
    .action(async (flags: MigrateFlags) => {
      const { migrate } = await import("./commands/migrate.js");
      finish(await migrate(invocation, flags));
    });
}

function addSeedCommand({ program, grammar, invocation, finish }: Parts): void {
  grammar
    .command(program, "seed", {
      group: HELP.groupRun,
      summary: SUMMARY.seed,
      description: SUMMARY.seedMore,
      examples: ["dingdan seed", "dingdan seed --orders 500 --seed 7 --images ./images"],
    })
    .addOption(urlFlag(grammar))
    .addOption(adminKeyFlag(grammar))
    .addOption(grammar.flag("--seed <number>", FLAG.seed, { fallback: DEFAULT_SEED }))
    .addOption(grammar.flag("--orders <count>", FLAG.orders, { fallback: DEFAULT_SEED_ORDERS }))
    .addOption(grammar.flag("--apps <count>", FLAG.apps, { fallback: SHOPS_MIN }))
    .addOption(grammar.flag("--days <days>", FLAG.days, { fallback: DEFAULT_SEED_DAYS }))
    .addOption(grammar.flag("--images <folder>", FLAG.images))
    .addOption(
      grammar.flag("--concurrency <count>", FLAG.seedConcurrency, {
        fallback: DEFAULT_CONCURRENCY,
      }),
    )
    .action(async (flags: SeedFlags) => {
      const { seed } = await import("./commands/seed.js");
      finish(await seed(invocation, flags));
    });
}

function addProxyCommands({ program, grammar, invocation, finish }: Parts): void {
  const group = HELP.groupRun;
  const caFolder = { variable: "DINGDAN_CA_DIR" };

  const proxy = grammar.command(program, "proxy", {
    group,
    summary: SUMMARY.proxy,
    description: SUMMARY.proxyMore,
    examples: ["dingdan proxy", "dingdan proxy --port 0 --url http://127.0.0.1:8321"],
  });
  withAddressFlags(grammar, proxy, PROXY_ADDRESS)
    .addOption(urlFlag(grammar))
    .addOption(
      grammar.flag("--ca-dir <folder>", FLAG.caDir, { ...caFolder, fallback: DEFAULT_CA_FOLDER }),
    )
    .action(async (flags: ProxyFlags) => {
      const commands = await import("./commands/proxy.js");
      finish(await commands.proxy(invocation, flags));
    });

  grammar
    .command(program, "exec", {
      group,
      summary: SUMMARY.exec,
      description: SUMMARY.execMore,
      examples: ["dingdan exec -- npm test", "dingdan exec -- python3 upload.py --all"],
    })
    .addArgument(grammar.argument("<command...>", FLAG.execCommand))
    .addOption(grammar.flag("--url <url>", FLAG.execUrl))
    .addOption(grammar.flag("--database <url>", FLAG.execDatabase, { fallback: "sqlite::memory:" }))
    .addOption(grammar.flag("--ca-dir <folder>", FLAG.execCaDir, caFolder))
    .passThroughOptions()
    .action(async (words: string[], flags: ExecFlags) => {
      const { exec } = await import("./commands/exec.js");
      finish(await exec(invocation, words, flags));
    });
}

function addWireCommands({ program, grammar, invocation, finish }: Parts): void {
  const wireCommand = (
    parent: Command,
    name: string,
    { summary, description }: Operation,
    more: Text | null,
    examples: readonly string[],
  ) => {
    const words = {
      group: HELP.groupCall,
      summary,
      description: more === null ? description : paragraphs(description, more),
      examples,
    };
    return grammar
      .command(parent, name, words)
      .addOption(urlFlag(grammar))
      .addOption(grammar.flag("--appid <appid>", FLAG.appid, { variable: "DINGDAN_APPID" }))
      .addOption(grammar.flag("--secret <secret>", FLAG.secret, { variable: "DINGDAN_SECRET" }));
  };

  withBatchFlags(
    grammar,
    wireCommand(program, "upload", OPERATIONS.uploadShoppingInfo, SUMMARY.uploadMore, [
      "dingdan upload order.json",
      "dingdan upload orders.ndjson --failures failed.ndjson",
      "cat orders.ndjson | dingdan upload -",
    ]),
  )
    .addArgument(grammar.argument("<file>", FLAG.file))
    .action(async (file: string, flags: UploadFlags) => {
      const { upload } = await import("./commands/upload.js");
      finish(await upload(invocation, file, flags));
    });

  const { shoppingInfoVerifyUploadResult } = OPERATIONS;
  wireCommand(program, "verify", shoppingInfoVerifyUploadResult, SUMMARY.verifyMore, [
    "dingdan verify order.json",
  ])
    .addArgument(grammar.argument("<file>", FLAG.oneFile))
    .action(async (file: string, flags: ClientFlags) => {
      const { verify } = await import("./commands/verify.js");
      finish(await verify(invocation, file, flags));
    });

  wireCommand(program, "confirm", OPERATIONS.confirmProductPermission, null, [
    "dingdan confirm",
  ]).action(async (flags: ClientFlags) => {
    const { confirm } = await import("./commands/confirm.js");
    finish(await confirm(invocation, flags));
  });

  const order = grammar.commandGroup(program, "order", HELP.groupCall, SUMMARY.order);
  wireCommand(order, "get", OPERATIONS.getOrder, null, ["dingdan order get DD2981741311549200000"])
    .helpGroup(invocation.terminal.say(HELP.commands))
    .addArgument(grammar.argument("<id>", FLAG.orderId))
    .action(async (orderId: string, flags: ClientFlags) => {
      const { orderGet } = await import("./commands/order-get.js");
      finish(await orderGet(invocation, orderId, flags));
    });
}

function addAdminKeyCommands({ program, grammar, invocation, finish }: Parts): void {
  const group = grammar.commandGroup(program, "admin-key", HELP.groupOperate, SUMMARY.adminKey);
  const keyCommand = (name: string, summary: Text, examples: readonly string[]) => {
    const words = { group: HELP.commands, summary, description: null, examples };
    return withAdminFlags(grammar, grammar.command(group, name, words));
  };
  const idArgument = () => grammar.argument("<id>", FLAG.keyId);
  const { createAdminKey, listAdminKeys, rotateAdminKey, revokeAdminKey } = ADMIN_OPERATIONS;

  keyCommand("create", createAdminKey.summary, [
    "dingdan admin-key create grafana --role read_only --expires-in-days 365",
  ])
    .addArgument(grammar.argument("<name>", FLAG.keyName))
    .addOption(
      grammar.flag("--role <role>", FLAG.keyRole).choices(ADMIN_ROLES).makeOptionMandatory(),
    )
    .addOption(grammar.flag("--expires-in-days <days>", FLAG.expiresInDays))
    .action(async (name: string, flags: KeyCreateFlags & { readonly role: AdminRole }) => {
      const { adminKeyCreate } = await import("./commands/admin-key.js");
      finish(await adminKeyCreate(invocation, name, flags));
    });

  keyCommand("list", listAdminKeys.summary, ["dingdan admin-key list"]).action(
    async (flags: AdminFlags) => {
      const { adminKeyList } = await import("./commands/admin-key.js");
      finish(await adminKeyList(invocation, flags));
    },
  );

  keyCommand("rotate", rotateAdminKey.summary, ["dingdan admin-key rotate default"])
    .addArgument(idArgument())
    .addOption(grammar.flag("--overlap-hours <hours>", FLAG.overlapHours, { fallback: 24 }))
    .action(async (id: string, flags: KeyRotateFlags) => {
      const { adminKeyRotate } = await import("./commands/admin-key.js");
      finish(await adminKeyRotate(invocation, id, flags));
    });

  keyCommand("revoke", revokeAdminKey.summary, ["dingdan admin-key revoke 0123456789abcdef"])
    .addArgument(idArgument())
    .action(async (id: string, flags: AdminFlags) => {
      const { adminKeyRevoke } = await import("./commands/admin-key.js");
      finish(await adminKeyRevoke(invocation, id, flags));
    });
}

function addOperatorCommands({ program, grammar, invocation, finish }: Parts): void {
  const app = grammar.commandGroup(program, "app", HELP.groupOperate, SUMMARY.app);
  const appCommand = (name: string, summary: Text, examples: readonly string[]) => {
    const words = { group: HELP.commands, summary, description: null, examples };
    return withAdminFlags(grammar, grammar.command(app, name, words));
  };
  const appidArgument = () => grammar.argument("<appid>", FLAG.appidArgument);

  appCommand("create", ADMIN_OPERATIONS.createApp.summary, [
    'dingdan app create --name "Image Store" --kind mini_program --mchid 1900000109',
  ])
    .addOption(grammar.flag("--name <name>", FLAG.name).makeOptionMandatory())
    .addOption(grammar.flag("--kind <kind>", FLAG.kind).choices(APP_KINDS).makeOptionMandatory())
    .addOption(grammar.repeatableFlag("--mchid <mchid>", FLAG.mchid))
    .addOption(grammar.flag("--appid <appid>", FLAG.newAppid))
    .action(async (flags: AppCreateFlags) => {
      const { appCreate } = await import("./commands/app.js");
      finish(await appCreate(invocation, flags));
    });

  appCommand("list", ADMIN_OPERATIONS.listApps.summary, ["dingdan app list"]).action(
    async (flags: AdminFlags) => {
      const { appList } = await import("./commands/app.js");
      finish(await appList(invocation, flags));
    },
  );

  appCommand("show", ADMIN_OPERATIONS.getApp.summary, ["dingdan app show wxd678efh567hg6787"])
    .addArgument(appidArgument())
    .action(async (appid: string, flags: AdminFlags) => {
      const { appShow } = await import("./commands/app.js");
      finish(await appShow(invocation, appid, flags));
    });

  appCommand("open", SUMMARY.appOpen, ["dingdan app open wxd678efh567hg6787"])
    .addArgument(appidArgument())
    .action(async (appid: string, flags: AdminFlags) => {
      const { appOpen } = await import("./commands/app.js");
      finish(await appOpen(invocation, appid, flags));
    });

  const { summary: auditSummary, body } = ADMIN_OPERATIONS.decideAudit;
  const results = body.properties.result.enum;
  appCommand("audit", auditSummary, [
    "dingdan app audit wxd678efh567hg6787 approved",
    'dingdan app audit wxd678efh567hg6787 rejected --reason "links lead nowhere"',
  ])
    .addArgument(appidArgument())
    .addArgument(grammar.argument("<result>", FLAG.result).choices(results))
    .addOption(grammar.flag("--reason <text>", FLAG.reason))
    .action(async (appid: string, result: (typeof results)[number], flags: AppAuditFlags) => {
      const { appAudit } = await import("./commands/app.js");
      finish(await appAudit(invocation, appid, result, flags));
    });

  const pay = grammar.command(program, "pay", {
    group: HELP.groupOperate,
    summary: ADMIN_OPERATIONS.recordPayment.summary,
    description: SUMMARY.payMore,
    examples: [
      "dingdan pay payment.json --now",
      "dingdan pay payments.ndjson",
      "dingdan pay payment.json --notify http://127.0.0.1:3000/wechatpay/notify",
      "dingdan pay payment.json --notify http://127.0.0.1:3000/wechatpay/notify --kind probe",
    ],
  });
  withBatchFlags(grammar, withAdminFlags(grammar, pay))
    .addArgument(grammar.argument("<file>", FLAG.file))
    .addOption(grammar.flag("--now", FLAG.now))
    .addOption(grammar.flag("--notify <url>", FLAG.notify))
    .addOption(
      grammar.flag("--kind <kind>", noticeKinds(), { fallback: "payment" }).choices(NOTICE_KINDS),
    )
    .addOption(grammar.flag("--mchid <mchid>", FLAG.noticeMchid))
    .addOption(grammar.flag("--receive", FLAG.receive))
    .addOption(grammar.flag("--show-keys", FLAG.showKeys))
    .action(async (file: string, flags: PayFlags) => {
      const commands = await import("./commands/pay.js");
      finish(await commands.pay(invocation, file, flags));
    });

  const refund = grammar.command(program, "refund", {
    group: HELP.groupOperate,
    summary: ADMIN_OPERATIONS.recordRefund.summary,
    description: SUMMARY.refundMore,
    examples: ["dingdan refund refund.json", "dingdan refund refunds.ndjson"],
  });
  withBatchFlags(grammar, withAdminFlags(grammar, refund))
    .addArgument(grammar.argument("<file>", FLAG.file))
    .action(async (file: string, flags: RefundFlags) => {
      const commands = await import("./commands/refund.js");
      finish(await commands.refund(invocation, file, flags));
    });

  withAdminFlags(
    grammar,
    grammar.command(program, "reconcile", {
      group: HELP.groupOperate,
      summary: SUMMARY.reconcile,
      description: SUMMARY.reconcileMore,
      examples: ["dingdan reconcile", "dingdan reconcile --mchid 1900000109 --json"],
    }),
  )
    .addOption(grammar.flag("--mchid <mchid>", FLAG.reconcileMchid))
    .action(async (flags: ReconcileFlags) => {
      const { reconcile } = await import("./commands/reconcile.js");
      finish(await reconcile(invocation, flags));
    });

  withAdminFlags(
    grammar,
    grammar.command(program, "logs", {
      group: HELP.groupOperate,
      summary: SUMMARY.logs,
      description: SUMMARY.logsMore,
      examples: ["dingdan logs --follow", "dingdan logs --errcode 268485206 --limit 5"],
    }),
  )
    .addOption(grammar.flag("--follow", FLAG.follow))
    .addOption(grammar.flag("--appid <appid>", FLAG.logAppid))
    .addOption(grammar.flag("--errcode <code>", FLAG.logErrcode))
    .addOption(grammar.flag("--limit <count>", FLAG.logLimit, { fallback: DEFAULT_LOG_LIMIT }))
    .action(async (flags: LogFlags) => {
      const { logs } = await import("./commands/logs.js");
      finish(await logs(invocation, flags));
    });

  withAdminFlags(
    grammar,
    grammar.command(program, "replay", {
      group: HELP.groupOperate,
      summary: SUMMARY.replay,
      description: SUMMARY.replayMore,
      examples: [
        "dingdan replay 6aac005a-01bfdbee-79769285",
        "dingdan replay 6aac005a-01bfdbee-79769285 --at 2022-05-20T13:29:35+08:00",
      ],
    }),
  )
    .addArgument(grammar.argument("<rid>", FLAG.rid))
    .addOption(grammar.flag("--at <time>", FLAG.at))
    .action(async (rid: string, flags: ReplayFlags) => {
      const { replay } = await import("./commands/replay.js");
      finish(await replay(invocation, rid, flags));
    });
}

function addOfflineCommands({ program, grammar, invocation, finish }: Parts): void {
  const group = HELP.groupLookUp;
  const fallback = OPERATIONS.uploadShoppingInfo.name;

  grammar
    .command(program, "validate", {
      group,
      summary: SUMMARY.validate,
      description: SUMMARY.validateMore,
      examples: [
        "dingdan validate order.json",
        "dingdan validate orders.ndjson --appid wxd678efh567hg6787 --mchid 1900000109",
      ],
    })
    .addArgument(grammar.argument("<file>", FLAG.file))
    .addOption(grammar.flag("--operation <name>", FLAG.operation, { fallback }))
    .addOption(grammar.flag("--appid <appid>", FLAG.checkAppid))
    .addOption(grammar.repeatableFlag("--mchid <mchid>", FLAG.checkMchid))
    .addOption(grammar.flag("--item-links <which>", FLAG.itemLinks).choices(ITEM_LINKS))
    .action(async (file: string, flags: ValidateFlags) => {
      const { validate } = await import("./commands/validate.js");
      finish(await validate(invocation, file, flags));
    });

  grammar
    .command(program, "explain", {
      group,
      summary: SUMMARY.explain,
      description: paragraphs(SUMMARY.explainMore, SUMMARY.explainLogMore),
      examples: ["dingdan explain 268485206", "dingdan explain 6aac005a-01bfdbee-79769285"],
    })
    .addArgument(grammar.argument("<code>", FLAG.code))
    .addOption(urlFlag(grammar))
    .addOption(adminKeyFlag(grammar))
    .action(async (code: string, flags: AdminFlags) => {
      const { explain } = await import("./commands/explain.js");
      finish(await explain(invocation, code, flags));
    });
}

const urlFlag = (grammar: Grammar) =>
  grammar.flag("--url <url>", FLAG.url, { variable: "DINGDAN_URL", fallback: DEFAULT_URL });

const apiUrlFlag = (grammar: Grammar) =>
  grammar.repeatableFlag("--wechatpay-api-url <url>", FLAG.wechatpayApiUrl, {
    variable: "DINGDAN_WECHATPAY_API_URLS",
  });

const adminKeyFlag = (grammar: Grammar, description = FLAG.adminKey) =>
  grammar.flag("--admin-key <key>", description, { variable: "DINGDAN_ADMIN_KEY" });

const withAdminFlags = (grammar: Grammar, command: Command) =>
  command.addOption(urlFlag(grammar)).addOption(adminKeyFlag(grammar));

const withAddressFlags = (grammar: Grammar, command: Command, address: AddressSource) => {
  const { hostVariable, portVariable, defaultPort } = address;
  return command
    .addOption(
      grammar.flag("--host <host>", FLAG.host, { variable: hostVariable, fallback: DEFAULT_HOST }),
    )
    .addOption(
      grammar.flag("--port <port>", FLAG.port, { variable: portVariable, fallback: defaultPort }),
    );
};

const withBatchFlags = (grammar: Grammar, command: Command) =>
  command
    .addOption(
      grammar.flag("--concurrency <count>", FLAG.concurrency, { fallback: DEFAULT_CONCURRENCY }),
    )
    .addOption(grammar.flag("--failures <file>", FLAG.failures));

/** What each kind of notice is. */
function noticeKinds(): Text {
  const list = (language: "en" | "zh") =>
    NOTICE_KINDS.map((kind) => `${kind}: ${NOTICE_KIND_TEXTS[kind][language]}`).join("; ");
  return text(`${FLAG.kindOfNotice.en}: ${list("en")}`, `${FLAG.kindOfNotice.zh}：${list("zh")}`);
}

const paragraphs = (first: Text, second: Text) =>
  text(`${first.en}\n\n${second.en}`, `${first.zh}\n\n${second.zh}`);
