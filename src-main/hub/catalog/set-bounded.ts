/** Sets an entry; of more than `most` the one that came first goes. */
export function setBounded<T>(map: Map<string, T>, [key, value]: [string, T], most: number): void {
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}
