/** A stream of numbers that depends on its seed only, on every machine. Not for secrets. */
export interface Random {
  /** at least 0, below 1, with 32 random bits */
  readonly next: () => number
  /** whole, from `from` to `until`, both included */
  readonly whole: (from: number, until: number) => number
  readonly chance: (probability: number) => boolean
  readonly pick: <T>(list: readonly T[]) => T
  /** by weight; weights need not sum to one */
  readonly weighted: <T>(table: readonly (readonly [weight: number, value: T])[]) => T
  /** between two positive bounds, as many per decade */
  readonly logBetween: (from: number, until: number) => number
}

/** splitmix32 spreads any two integers over four words of state. */
function spread(seed: number, index: number): Uint32Array {
  let z = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) >>> 0
  return Uint32Array.from({ length: 4 }, () => {
    z = (z + 0x9e3779b9) >>> 0
    let x = z
    x = Math.imul(x ^ (x >>> 16), 0x21f0aaad)
    x = Math.imul(x ^ (x >>> 15), 0x735a2d97)
    return (x ^ (x >>> 15)) >>> 0
  })
}

const rotate = (x: number, by: number) => (x << by) | (x >>> (32 - by))

/** xoshiro128** of Blackman and Vigna, one generator for each enterprise: the n-th does not depend on those before it. */
export function randomFor(seed: number, index: number): Random {
  const s = spread(seed, index)
  const [a, b, c, d] = [0, 1, 2, 3] as const
  const word = (i: 0 | 1 | 2 | 3) => s[i] ?? 0
  const next = () => {
    const result = Math.imul(rotate(Math.imul(word(b), 5), 7), 9) >>> 0
    const t = word(b) << 9
    s[c] = word(c) ^ word(a)
    s[d] = word(d) ^ word(b)
    s[b] = word(b) ^ word(c)
    s[a] = word(a) ^ word(d)
    s[c] = word(c) ^ t
    s[d] = rotate(word(d), 11)
    return result / 4_294_967_296
  }
  const pick = <T>(list: readonly T[]): T => {
    const found = list[Math.floor(next() * list.length)]
    if (found === undefined) throw new RangeError('nothing to pick from')
    return found
  }
  return {
    next,
    pick,
    whole: (from, until) => from + Math.floor(next() * (until - from + 1)),
    chance: (probability) => next() < probability,
    weighted: (table) => {
      let left = next() * table.reduce((sum, [weight]) => sum + weight, 0)
      for (const [weight, value] of table) {
        left -= weight
        if (left < 0) return value
      }
      return pick(table.map(([, value]) => value))
    },
    logBetween: (from, until) => Math.exp(Math.log(from) + next() * (Math.log(until) - Math.log(from))),
  }
}
