/** Two things with one key: the later one, and the first that has it. */
export interface Duplicate<Item> {
  readonly first: Item;
  readonly duplicate: Item;
  readonly key: string;
}

/** Every item whose key an earlier one has; those without a key have none to share. One pass. */
export function* duplicates<Item>(
  items: Iterable<Item>,
  keyOf: (item: Item) => string | undefined,
): Iterable<Duplicate<Item>> {
  const firsts = new Map<string, Item>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const first = firsts.get(key);
    if (first === undefined) firsts.set(key, item);
    else yield { first, duplicate: item, key };
  }
}
