import { counted, judgement, type Kernels } from './kernels.ts'
import { placeOf } from './layout.ts'

/** The kernels in plain JavaScript, for machines without SIMD in WebAssembly; 32 rows a step. */
export function javascriptKernels(memory: WebAssembly.Memory): Kernels {
  let bytes = new Uint8Array(memory.buffer)
  let codes16 = new Uint16Array(memory.buffer)
  let words = new Int32Array(memory.buffer)
  /** Memory that grew has another buffer. */
  const look = () => {
    if (words.buffer === memory.buffer) return
    bytes = new Uint8Array(memory.buffer)
    codes16 = new Uint16Array(memory.buffer)
    words = new Int32Array(memory.buffer)
  }
  const at = (address: number) => words[address >> 2] ?? 0

  const each = (
    a: number,
    b: number,
    out: number,
    size: number,
    join: (left: number, right: number) => number,
  ) => {
    look()
    for (let i = 0; i < size; i += 4) words[(out + i) >> 2] = join(at(a + i), at(b + i))
  }

  const eachCode = (rows: number, out: number, belongs: (place: number) => boolean) => {
    for (let row = 0; row < rows; row += 32) {
      let word = 0
      for (let i = 0; i < 32; i += 1) word |= Number(belongs(placeOf(row + i))) << i
      words[(out + (row >> 3)) >> 2] = word
    }
  }

  const all = (list: number, count: number, base: number, offset: number) => {
    let joined = -1
    for (let i = 0; i < count; i += 1) joined &= at(base + at(list + 4 * i) + offset)
    return joined
  }

  return {
    within8: (codes, rows, low, high, out) => {
      look()
      const span = high - low
      eachCode(rows, out, (place) => ((bytes[codes + place] ?? 0) - low) >>> 0 <= span)
    },
    within16: (codes, rows, low, high, out) => {
      look()
      const span = high - low
      const first = codes >> 1
      eachCode(rows, out, (place) => ((codes16[first + place] ?? 0) - low) >>> 0 <= span)
    },
    member8: (codes, rows, table, out) => {
      look()
      eachCode(rows, out, (place) => {
        const code = bytes[codes + place] ?? 0
        return (((bytes[table + (code >> 3)] ?? 0) >> (code & 7)) & 1) === 1
      })
    },
    and: (a, b, out, size) => each(a, b, out, size, (left, right) => left & right),
    or: (a, b, out, size) => each(a, b, out, size, (left, right) => left | right),
    andNot: (a, b, out, size) => each(a, b, out, size, (left, right) => left & ~right),
    orNot: (a, b, out, size) => each(a, b, out, size, (left, right) => left | ~right),
    nor: (a, b, out, size) => each(a, b, out, size, (left, right) => ~(left | right)),
    allOf: (list, count, base, out, size) => {
      look()
      for (let i = 0; i < size; i += 4) words[(out + i) >> 2] = all(list, count, base, i)
    },
    countAll: (list, count, base, counter, size) => {
      look()
      let found = 0
      for (let i = 0; i < size; i += 4) found += bitsIn(all(list, count, base, i))
      words[counter >> 2] = at(counter) + found
    },
    judge: (first, base, counters, size) => {
      look()
      const word = (place: number) => at(first + 4 * place)
      const plane = (place: number, offset: number) => at(base + word(place) + offset)
      const measured = judgement.words
      const plain = measured + 2 * word(judgement.measured)
      const other = plain + 2 * word(judgement.plain)
      const end = other + 3 * word(judgement.other)
      const found = [0, 0, 0, 0]
      for (let i = 0; i < size; i += 4) {
        let every = -1
        let possible = -1
        let oneMissing = 0
        const take = (yes: number, maybe: number, near: number) => {
          oneMissing = (oneMissing & yes) | (every & near)
          every &= yes
          possible &= maybe
        }
        for (let place = measured; place < plain; place += 2) {
          const yes = plane(place, i)
          const maybe = yes | plane(place + 1, i)
          take(yes, maybe, ~maybe)
        }
        for (let place = plain; place < other; place += 2) {
          const yes = plane(place, i)
          take(yes, yes | plane(place + 1, i), 0)
        }
        for (let place = other; place < end; place += 3) {
          const yes = plane(place, i)
          take(yes, yes | plane(place + 1, i), plane(place + 2, i))
        }
        const concerned = plane(judgement.applies, i) & plane(judgement.present, i)
        const perhaps =
          (plane(judgement.applies, i) | plane(judgement.appliesUnknown, i)) & plane(judgement.present, i)
        const answers = [
          concerned & every,
          perhaps & ~possible,
          plane(judgement.present, i) & ~perhaps,
          concerned & oneMissing,
        ]
        for (const [place, answer] of answers.entries()) {
          words[(base + word(place) + i) >> 2] = answer
          found[place] = (found[place] ?? 0) + bitsIn(answer)
        }
      }
      for (let place = 0; place < counted.words; place += 1)
        words[(counters >> 2) + place] = at(counters + 4 * place) + (found[place] ?? 0)
    },
  }
}

export function bitsIn(word: number): number {
  let bits = word - ((word >>> 1) & 0x5555_5555)
  bits = (bits & 0x3333_3333) + ((bits >>> 2) & 0x3333_3333)
  return (((bits + (bits >>> 4)) & 0x0f0f_0f0f) * 0x0101_0101) >>> 24
}
