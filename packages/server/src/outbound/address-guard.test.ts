import { expect, test } from "vitest";
import { SettingsError } from "../settings-error.js";
import { AddressGuard } from "./address-guard.js";

const SPELLINGS = [
  "http://127.0.0.1/",
  "http://127.1:8080/",
  "http://0x7f000001/",
  "http://2130706433/",
  "http://0177.0.0.1/",
  "http://[::1]/",
  "http://[::ffff:127.0.0.1]/",
  "http://localhost/",
  "http://LOCALHOST./",
  "http://db.localhost/",
];

test.each(SPELLINGS)("%s is refused outside a sandbox, and allowed in one", (url) => {
  expect(new AddressGuard(false).refusalOfUrl(url)?.use).toBe("loopback");
  expect(new AddressGuard(true).refusalOfUrl(url)).toBeNull();
});

test.each(SPELLINGS)("%s is allowed with the network of loopback addresses", (url) => {
  expect(new AddressGuard(false, ["127.0.0.0/8", "::1/128"]).refusalOfUrl(url)).toBeNull();
});

test("a refusal names the smallest network that allows the address", () => {
  const refusal = new AddressGuard(false, ["10.1.0.0/16"]).refusalOf("::ffff:10.2.0.5");
  expect(refusal).toEqual({ address: "::ffff:10.2.0.5", use: "private", allow: "10.2.0.5/32" });
  expect(new AddressGuard(false, ["10.2.0.5/32"]).refusalOf("10.2.0.5")).toBeNull();
  expect(new AddressGuard(false, ["fd00::5"]).refusalOf("fd00::5")).toBeNull();
  expect(new AddressGuard(false, ["fd00::5"]).refusalOf("fd00::6")?.allow).toBe("fd00::6/128");
});

test("a name is not resolved: it is checked when it is called", () => {
  expect(new AddressGuard(false).refusalOfUrl("https://platform.example/wechat")).toBeNull();
});

test.each(["10.0.0.0/33", "fd00::/129", "10.0.0", "localhost", "10.0.0.0/8/8", "", "10.0.0.0/-1"])(
  "the network %j is an error with the next step",
  (network) => {
    expect(() => new AddressGuard(false, [network])).toThrow(SettingsError);
    expect(() => new AddressGuard(false, [network])).toThrow("such as 10.1.0.0/16");
    expect(() => new AddressGuard(false, [network])).toThrow(
      "--allow-callback-network / DINGDAN_ALLOW_CALLBACK_NETWORKS",
    );
  },
);
