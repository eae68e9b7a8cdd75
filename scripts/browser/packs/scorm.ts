/**
 * The page of a lab in a learning platform: the lab itself, and what it tells the platform by SCORM 1.2.
 * Everything comes from the package; nothing is asked of any other host.
 */

import "../app";
import { type Course, courseOf, Visit } from "./record";
import { findApi } from "./scormapi";

const lab = document.querySelector<HTMLElement>("model-lab");
const place = document.querySelector<HTMLElement>("[data-role=course]");
if (lab !== null && place !== null) {
  const course: Course = courseOf(place);
  const visit = new Visit(findApi(window), course, lab, place);
  visit.begin();
  window.addEventListener("pagehide", () => visit.finish());
  window.addEventListener("pageshow", ({ persisted }) => persisted && visit.begin());
  document.addEventListener("visibilitychange", () => document.hidden && visit.keep());
}
