/** The link to what a lab shows: kept in its anchor, copied on request. */

import type { LabConfig } from "./config";
import { formatLink } from "./permalink";
import type { Language, Result } from "./protocol";
import { say } from "./words";

/** Have the lab's anchor lead to `result`; of several labs of a model the link says which. */
export function relink(root: HTMLElement, config: LabConfig, result: Result): void {
  const twins = document.querySelectorAll(`model-lab[model="${CSS.escape(config.model)}"]`);
  const { model, version, seed, parameters: values, fingerprint } = result;
  const link = formatLink({ model, version, seed, values, fingerprint, at: twins.length > 1 ? root.id : "" });
  anchor(root)?.setAttribute("href", link);
}

/** Put the link on the clipboard, or in the address bar where that is forbidden; returns what was done. */
export async function copyLink(root: HTMLElement, language: Language): Promise<string> {
  const address = anchor(root)?.href;
  if (address === undefined) return "";
  try {
    await navigator.clipboard.writeText(address);
    return say("link.copied", language);
  } catch {
    history.replaceState(history.state, "", address);
    return say("link.bar", language);
  }
}

function anchor(root: HTMLElement): HTMLAnchorElement | null {
  return root.querySelector<HTMLAnchorElement>("a[data-role=permalink]");
}
