import { join } from "node:path";
import { Server } from "../tools/server.js";
import { underAttack } from "../tools/under-attack.js";
import type { TortureCase } from "../torture-case.js";

/** The longest body that the platform accepts. */
const BODY_BYTES = 2 * 1024 * 1024;
const LASTS_MS = 5_000;

/** Calls of all interfaces that take a body; none of them has a valid credential. */
const CALLS = [
  "/user-order/orders?access_token=none",
  "/user-order/orders",
  "/user-order/combine-orders?access_token=none",
  "/user-order/shoppinginfo/verify?access_token=none",
  "/cgi-bin/stable_token",
  "/cgi-bin/component/api_component_token",
  "/dingdan/v1/validate/uploadShoppingInfo?access_token=none",
  "/admin/v1/payments",
  "/console/v1/session",
  "/buyer/v1/sessions/none",
  "/cgi-bin/componentloginpage",
  "/no/such/path",
];

export const heldBodies: TortureCase = {
  name: "held-bodies",
  attack:
    "1,000 connections without a token each send a body of 2 MiB to any interface, except its last byte.",
  page: "security",
  isLight: false,
  isQuickTier: true,
  run: async ({ folder, cleanUp, isQuick }) => {
    const server = await Server.start({
      databaseUrl: `sqlite:${join(folder, "dingdan.db")}`,
      folder,
    });
    cleanUp.add(() => server.end("SIGKILL"));
    const count = isQuick ? 250 : 1_000;
    const body = Buffer.alloc(BODY_BYTES - 1, " ");
    const head = (index: number) =>
      `POST ${CALLS[index % CALLS.length]} HTTP/1.1\r\nhost: torture\r\ncontent-type: application/json\r\ncontent-length: ${BODY_BYTES}\r\n\r\n`;
    return underAttack(server, {
      during: `with ${count} held bodies of 2 MiB`,
      begin: (sockets) =>
        sockets.open(
          count,
          (socket, index) => {
            socket.write(head(index));
            socket.write(body);
          },
          { reads: true, withinMs: LASTS_MS },
        ),
      lastsMs: isQuick ? 2_000 : LASTS_MS,
    });
  },
};
