import { ADMIN_PREFIX, text } from "@dingdan/contract";
import type { Component } from "../domain/component.js";
import { Problem } from "../http/problem.js";
import type { ComponentStore } from "../storage/component-store.js";

/** @throws Problem when no third-party platform has the id */
export async function knownComponent(components: ComponentStore, id: string): Promise<Component> {
  return known(await components.find(id), id);
}

/** @throws Problem when no third-party platform was found by the id */
export function known(component: Component | null, id: string): Component {
  if (component !== null) return component;
  throw new Problem(
    404,
    text(
      `No third-party platform has the component_appid ${id}. GET ${ADMIN_PREFIX}/components lists the registered platforms.`,
      `没有 component_appid 为 ${id} 的第三方平台；GET ${ADMIN_PREFIX}/components 可列出已注册的平台。`,
    ),
  );
}
