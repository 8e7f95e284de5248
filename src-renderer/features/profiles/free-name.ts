/** `review-2`, and so on. */
export function freeName(name: string, taken: readonly string[]): string {
  for (let number = 2; ; number += 1) {
    const free = `${name.slice(0, 58)}-${number}`;
    if (!taken.includes(free)) return free;
  }
}
