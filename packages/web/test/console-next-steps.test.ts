import { correctableIds, DIAGNOSES, ERROR_CATALOGUE, hasCredential } from "@dingdan/contract";
import { expect, test } from "vitest";
import {
  nextSteps,
  STEPS_OF_DIAGNOSES,
  STEPS_OF_ERRORS,
} from "../console/src/requests/next-steps.js";

test("every cause leads to a step, or is decided to have none", () => {
  expect(Object.keys(STEPS_OF_DIAGNOSES).toSorted()).toEqual(Object.keys(DIAGNOSES).toSorted());
  const names = new Set<string>(ERROR_CATALOGUE.map(({ name }) => name));
  for (const name of Object.keys(STEPS_OF_ERRORS)) expect(names, name).toContain(name);
});

test("every request that a program can correct can be edited", () => {
  for (const id of correctableIds()) expect(STEPS_OF_DIAGNOSES[id], id).toContain("edit");
});

test("a request is opened as one of another operation only if an app can call that", () => {
  const steps = Object.values({ ...STEPS_OF_DIAGNOSES, ...STEPS_OF_ERRORS }).flat();
  for (const step of steps) {
    if (typeof step === "object") expect(hasCredential(step.tryAs, "access_token")).toBe(true);
  }
});

test("the first known cause decides; an unknown one leads to its field", () => {
  const hasField = true;
  expect(nextSteps(["permission-closed", "unix-time"], { hasField })).toEqual([
    "openPermission",
    "replay",
  ]);
  expect(nextSteps(["of-a-later-version", "AGREEMENT_NOT_SIGNED"], { hasField })).toEqual([
    "signAgreement",
  ]);
  expect(nextSteps(["ITEM_NAME_MISSING"], { hasField })).toEqual(["edit"]);
  expect(nextSteps(["toString"], { hasField: false })).toEqual([]);
});
