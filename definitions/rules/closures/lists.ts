/** Many lists of numbers in one: list `i` is `items` from `starts[i]` to `starts[i + 1]`. */
export interface Lists {
  readonly starts: Int32Array
  readonly items: Int32Array
}

/** Lists that are being written. */
export class Notes {
  private readonly lists: number[][]

  constructor(length: number) {
    this.lists = Array.from({ length }, () => [])
  }

  add(list: number, item: number): void {
    this.lists[list]?.push(item)
  }

  /** Where items come in ascending order, each is noted once. */
  addOnce(list: number, item: number): void {
    if (this.lists[list]?.at(-1) !== item) this.add(list, item)
  }

  packed(): Lists {
    const starts = new Int32Array(this.lists.length + 1)
    for (const [i, { length }] of this.lists.entries()) starts[i + 1] = (starts[i] ?? 0) + length
    return { starts, items: Int32Array.from(this.lists.flat()) }
  }
}
