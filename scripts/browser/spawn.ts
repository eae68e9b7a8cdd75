/**
 * Workers that obey the page's policy. One that is loaded from an address obeys the headers of that answer, and
 * many hosts send none; one made from a blob inherits the policy of the page that made it, on every host.
 */

const made = new Map<string, string>();

/** A module worker running the script at `address`, which is of this site. */
export function spawn(address: string, name: string): Worker {
  let blob = made.get(address);
  if (blob === undefined) {
    const source = `import ${JSON.stringify(new URL(address, location.href).href)};`;
    blob = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    made.set(address, blob); // kept as long as the page, so that the next worker is no new address
  }
  return new Worker(blob, { type: "module", name });
}
