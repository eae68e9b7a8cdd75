/** A text as part of a file's name: of letters that every system has. Pure. */
export function plainName(text: string): string {
  const plain = text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[^A-Za-z0-9]+/g, "-");
  return plain.replace(/^-|-$/g, "").toLowerCase().slice(0, 60);
}
