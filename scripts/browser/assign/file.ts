/** An assignment in a file. */

import { type Assignment, NoAssignment, readAssignment } from "./assignment";

/** The assignment in a file; rejects with NoAssignment. */
export async function readFile(file: Blob): Promise<Assignment> {
  if (file.size > 512 * 1024) throw new NoAssignment("file");
  const text = await file.text();
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new NoAssignment("JSON");
  }
  return readAssignment(data);
}
