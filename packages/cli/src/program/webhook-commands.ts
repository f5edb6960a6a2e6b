import {
  ADMIN_OPERATIONS,
  type Text,
  WEBHOOK_DELIVERY_STATES,
  WEBHOOK_KINDS,
  WEBHOOK_STATES,
  type WebhookDeliveryState,
  type WebhookKind,
  type WebhookState,
} from "@dingdan/contract";
import type { Command } from "commander";
import type { AdminFlags } from "../settings/admin.js";
import {
  DEFAULT_DELIVERY_LIMIT,
  type ResendFlags,
  type WebhookFlags,
} from "../settings/webhooks.js";
import { TEXTS } from "../texts.js";
import { WEBHOOK_TEXTS } from "../webhooks/webhook-texts.js";
import type { ProgramParts } from "./parts.js";
import { withAdminFlags } from "./shared-flags.js";

const { flag: FLAG } = WEBHOOK_TEXTS;
const ID = "0123456789abcdef";

type Add = (name: string, summary: Text, more: Text | null, example: string) => Command;
type Parts = Pick<ProgramParts, "grammar" | "invocation" | "finish">;

/** Adds `dingdan webhooks` with its commands. */
export function addWebhookCommands({ program, ...parts }: ProgramParts): void {
  const { grammar } = parts;
  const { help } = TEXTS;
  const group = grammar.commandGroup(program, "webhooks", help.groupOperate, WEBHOOK_TEXTS.group);
  const add: Add = (name, summary, description, example) => {
    const examples = [`dingdan webhooks ${example}`];
    const words = { group: help.commands, summary, description, examples };
    return withAdminFlags(grammar, grammar.command(group, name, words));
  };
  addEndpointCommands(add, parts);
  addChanges(add, parts);
  addDeliveryCommands(add, parts);
}

function addEndpointCommands(add: Add, { grammar, invocation, finish }: Parts): void {
  const { createWebhookEndpoint, listWebhookEndpoints, getWebhookEndpoint } = ADMIN_OPERATIONS;

  add("list", listWebhookEndpoints.summary, null, "list --state paused")
    .addOption(grammar.flag("--appid <appid>", FLAG.ofApp))
    .addOption(grammar.flag("--state <state>", FLAG.state).choices(WEBHOOK_STATES))
    .action(async (flags: WebhookFlags & { readonly state?: WebhookState }) => {
      const { webhooksList } = await import("../commands/webhooks.js");
      finish(await webhooksList(invocation, flags));
    });

  add(
    "create",
    createWebhookEndpoint.summary,
    WEBHOOK_TEXTS.createMore,
    "create https://shop.example.com/events --events order.matched,order.refunded",
  )
    .addArgument(grammar.argument("<url>", FLAG.url))
    .addOption(grammar.flag("--events <types>", FLAG.events, { fallback: "*" }))
    .addOption(grammar.flag("--appid <appid>", FLAG.appid))
    .addOption(grammar.flag("--kind <kind>", FLAG.kind).choices(WEBHOOK_KINDS))
    .action(async (url: string, flags: WebhookFlags & { readonly kind?: WebhookKind }) => {
      const { webhooksCreate } = await import("../commands/webhooks.js");
      finish(await webhooksCreate(invocation, url, flags));
    });

  add("show", getWebhookEndpoint.summary, null, `show ${ID}`)
    .addArgument(grammar.argument("<id>", FLAG.id))
    .action(async (id: string, flags: AdminFlags) => {
      const { webhooksShow } = await import("../commands/webhooks.js");
      finish(await webhooksShow(invocation, id, flags));
    });
}

function addChanges(add: Add, { grammar, invocation, finish }: Parts): void {
  const { deleteWebhookEndpoint, rotateWebhookSecret, testWebhookEndpoint } = ADMIN_OPERATIONS;
  const idArgument = () => grammar.argument("<id>", FLAG.id);

  add(
    "change",
    WEBHOOK_TEXTS.change,
    WEBHOOK_TEXTS.changeMore,
    `change ${ID} --events order.matched`,
  )
    .addArgument(idArgument())
    .addOption(grammar.flag("--new-url <url>", FLAG.newUrl))
    .addOption(grammar.flag("--events <types>", FLAG.events))
    .action(async (id: string, flags: WebhookFlags) => {
      const { webhooksChange } = await import("../commands/webhooks.js");
      finish(await webhooksChange(invocation, id, flags));
    });

  for (const [name, state, summary, more] of [
    ["enable", "enabled", WEBHOOK_TEXTS.enable, WEBHOOK_TEXTS.enableMore],
    ["disable", "disabled", WEBHOOK_TEXTS.disable, null],
  ] as const) {
    add(name, summary, more, `${name} ${ID}`)
      .addArgument(idArgument())
      .action(async (id: string, flags: AdminFlags) => {
        const { webhooksSwitch } = await import("../commands/webhooks.js");
        finish(await webhooksSwitch(invocation, id, state, flags));
      });
  }

  add("delete", deleteWebhookEndpoint.summary, null, `delete ${ID}`)
    .addArgument(idArgument())
    .action(async (id: string, flags: AdminFlags) => {
      const { webhooksDelete } = await import("../commands/webhooks.js");
      finish(await webhooksDelete(invocation, id, flags));
    });

  add("rotate", rotateWebhookSecret.summary, WEBHOOK_TEXTS.rotateMore, `rotate ${ID}`)
    .addArgument(idArgument())
    .addOption(grammar.flag("--overlap-hours <hours>", FLAG.overlapHours, { fallback: 24 }))
    .addOption(grammar.flag("--end-previous", FLAG.endPrevious))
    .action(async (id: string, flags: WebhookFlags & { readonly endPrevious?: true }) => {
      const { webhooksRotate } = await import("../commands/webhooks.js");
      finish(await webhooksRotate(invocation, id, flags));
    });

  add("test", testWebhookEndpoint.summary, WEBHOOK_TEXTS.testMore, `test ${ID}`)
    .addArgument(idArgument())
    .action(async (id: string, flags: AdminFlags) => {
      const { webhooksTest } = await import("../commands/webhooks.js");
      finish(await webhooksTest(invocation, id, flags));
    });
}

function addDeliveryCommands(add: Add, { grammar, invocation, finish }: Parts): void {
  const { listWebhookDeliveries } = ADMIN_OPERATIONS;
  add(
    "deliveries",
    listWebhookDeliveries.summary,
    WEBHOOK_TEXTS.deliveriesMore,
    `deliveries ${ID} --state failed`,
  )
    .addArgument(grammar.argument("<id>", FLAG.id))
    .addArgument(grammar.argument("[event_id]", FLAG.eventId))
    .addOption(grammar.flag("--state <state>", FLAG.deliveryState).choices(WEBHOOK_DELIVERY_STATES))
    .addOption(grammar.flag("--limit <count>", FLAG.limit, { fallback: DEFAULT_DELIVERY_LIMIT }))
    .action(
      async (
        id: string,
        eventId: string | undefined,
        flags: WebhookFlags & { readonly state?: WebhookDeliveryState },
      ) => {
        const { webhooksDeliveries } = await import("../commands/webhooks.js");
        finish(await webhooksDeliveries(invocation, id, eventId, flags));
      },
    );

  add("resend", WEBHOOK_TEXTS.resend, WEBHOOK_TEXTS.resendMore, "resend --missing --since 2d")
    .addOption(grammar.flag("--since <time>", FLAG.since))
    .addOption(grammar.flag("--missing", FLAG.missing))
    .addOption(grammar.flag("--endpoint <id>", FLAG.endpoint))
    .addOption(grammar.flag("--event <event_id>", FLAG.event))
    .action(async (flags: ResendFlags) => {
      const { webhooksResend } = await import("../commands/webhooks-resend.js");
      finish(await webhooksResend(invocation, flags));
    });
}
