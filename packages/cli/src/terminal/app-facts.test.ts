import type { AppRepresentation, Text } from "@dingdan/contract";
import { expect, test } from "vitest";
import { appFacts } from "./app-facts.js";

const ENGLISH = { say: (words: Text) => words.en };

const APP: AppRepresentation = {
  appid: "wxd678efh567hg6787",
  kind: "mini_program",
  name: "影像商店",
  mchids: ["1900000109", "1900000110"],
  permission: "approved",
  item_links: "required",
  category_open: false,
  ip_whitelist: ["203.0.113.0/24"],
  quotas: { per_minute: 60, per_day: 5000 },
  open_paths: ["pages/order/detail", "pages/index"],
  message_push: {
    url: "https://shop.example/messages",
    format: "json",
    is_encrypted: true,
    last_fault: "HTTP 500",
  },
  agreement_signed_at: "2026-11-01T00:00:00.000Z",
  last_result: "APPROVED",
  next_review_at: "2026-12-01T00:00:00.000Z",
  created_at: "2026-10-01T00:00:00.000Z",
};

const factsOf = (app: AppRepresentation) =>
  Object.fromEntries(
    appFacts(app, ENGLISH).filter(([, value]) => value !== null && value !== undefined),
  );

test("an app is shown with each of its settings", () => {
  expect(factsOf(APP)).toMatchObject({
    "merchant numbers": "1900000109 1900000110",
    "item links": "required",
    "category open to shopping orders": "no",
    "IP whitelist": "203.0.113.0/24",
    quotas: "60 per minute, 5000 per day",
    "pages open from outside WeChat": "pages/order/detail\npages/index",
    "message push": "https://shop.example/messages\nas json, encrypted\nlast fault: HTTP 500",
    "last review": "APPROVED",
  });
});

test("lists without an entry are named as empty, and what is not set is left out", () => {
  const { quotas: _, message_push: __, ...bare } = APP;
  const facts = factsOf({ ...bare, mchids: [], ip_whitelist: [], open_paths: [] });

  expect(facts).toMatchObject({
    "merchant numbers": "none",
    "IP whitelist": "none",
    "pages open from outside WeChat": "none",
  });
  expect(facts).not.toHaveProperty("quotas");
  expect(facts).not.toHaveProperty("message push");
});

test("a service provider has no settings of items and pages", () => {
  const facts = factsOf({ ...APP, kind: "service_provider" });

  for (const label of ["item links", "category open to shopping orders"]) {
    expect(facts).not.toHaveProperty([label]);
  }
  expect(facts).not.toHaveProperty("pages open from outside WeChat");
});
