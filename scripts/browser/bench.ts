/** What the tools of a lab get to work with. The lab makes it; nothing else of the lab is theirs. */

import type { Chart } from "./chart";
import type { LabConfig } from "./config";
import type { Controls, Setting } from "./controls";
import type { Kernel } from "./kernel";
import type { Result } from "./protocol";

export interface Bench {
  readonly root: HTMLElement;
  readonly config: LabConfig;
  readonly kernel: Kernel;
  readonly controls: Controls;
  /** The setting that the page was built with. */
  readonly book: Setting;
  /** The result that is shown, or null while its rows are only in the page. */
  shown(): Result | null;
  chart(): Promise<Chart>;
  /** Do something with the shown result, after a run if its rows are not here yet. */
  withResult(use: (result: Result) => void): void;
  /** Set the controls and run. */
  apply(setting: Setting): void;
  /** Say something in the status line. */
  note(text: string): void;
}
