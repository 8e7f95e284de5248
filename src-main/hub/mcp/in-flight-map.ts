/**
 * A map for what is in flight: its entries come and go with every message.
 *
 * The engine's own Map copies its table each time insertions and deletions have filled it. Once a
 * table is old, each copy keeps all that it holds alive until the next full collection: under load
 * the calls of the past fill the old generation. Here nothing is copied, and an entry taken out is
 * referred to by nobody.
 */
export class InFlightMap<Key extends number | string, Value> {
  readonly #buckets = new Array<Entry<Key, Value> | undefined>(bucketCount).fill(undefined);
  #size = 0;
  #lastOrder = 0;

  get size(): number {
    return this.#size;
  }

  get(key: Key): Value | undefined {
    return this.#find(key)?.value;
  }

  has(key: Key): boolean {
    return this.#find(key) !== undefined;
  }

  set(key: Key, value: Value): void {
    const known = this.#find(key);
    if (known) {
      known.value = value;
      return;
    }
    const bucket = bucketOf(key);
    const order = ++this.#lastOrder;
    this.#buckets[bucket] = { key, value, order, next: this.#buckets[bucket] };
    this.#size += 1;
  }

  delete(key: Key): boolean {
    const bucket = bucketOf(key);
    let before: Entry<Key, Value> | undefined;
    let entry = this.#buckets[bucket];
    while (entry && entry.key !== key) {
      before = entry;
      entry = entry.next;
    }
    if (!entry) return false;
    if (before) before.next = entry.next;
    else this.#buckets[bucket] = entry.next;
    entry.next = undefined;
    this.#size -= 1;
    return true;
  }

  /** The oldest entry's first, as they are now: the map may change meanwhile. */
  keys(): Key[] {
    return this.#entries().map(({ key }) => key);
  }

  /** In the order of `keys`. */
  values(): Value[] {
    return this.#entries().map(({ value }) => value);
  }

  #entries(): Entry<Key, Value>[] {
    const entries: Entry<Key, Value>[] = [];
    for (const first of this.#buckets) {
      for (let entry = first; entry; entry = entry.next) entries.push(entry);
    }
    return entries.sort((a, b) => a.order - b.order);
  }

  #find(key: Key): Entry<Key, Value> | undefined {
    let entry = this.#buckets[bucketOf(key)];
    while (entry && entry.key !== key) entry = entry.next;
    return entry;
  }
}

interface Entry<Key, Value> {
  readonly key: Key;
  value: Value;
  readonly order: number;
  next: Entry<Key, Value> | undefined;
}

/** A power of two. More entries than this in flight are rare, and only make it slower. */
const bucketCount = 128;

/** Ids count upwards, so they differ in their last digits. */
function bucketOf(key: number | string): number {
  if (typeof key === 'number') return key & (bucketCount - 1);
  let hash = 0;
  for (let at = Math.max(0, key.length - 6); at < key.length; at++) {
    hash = (hash * 31 + key.charCodeAt(at)) | 0;
  }
  return hash & (bucketCount - 1);
}
