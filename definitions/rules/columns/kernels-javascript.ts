import { counted, judgement, type Kernels } from './kernels.ts'
import { groupRows, placeOf, turnovers } from './layout.ts'
import { instructionWords, operation } from './operation.ts'

/** The kernels in plain JavaScript, for machines without SIMD in WebAssembly; 32 rows a step. */
export function javascriptKernels(memory: WebAssembly.Memory): Kernels {
  let codes16 = new Uint16Array(memory.buffer)
  let words = new Int32Array(memory.buffer)
  /** Memory that grew has another buffer. */
  const look = () => {
    if (words.buffer === memory.buffer) return
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

  const judged = (first: number, base: number, counters: number, size: number, isKept: boolean) => {
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
        isKept ? plane(judgement.present, i) & ~perhaps : 0,
        concerned & oneMissing,
      ]
      for (const [place, answer] of answers.entries()) {
        if (isKept) words[(base + word(place) + i) >> 2] = answer
        found[place] = (found[place] ?? 0) + bitsIn(answer)
      }
    }
    for (let place = 0; place < counted.words; place += 1)
      words[(counters >> 2) + place] = at(counters + 4 * place) + (found[place] ?? 0)
  }

  const kernels: Kernels = {
    slices: (codes, rows, out, planeBytes) => {
      look()
      for (let row = 0; row < rows; row += groupRows)
        for (let quarter = 0; quarter < 16; quarter += 4)
          sliceEight(words, (codes + row + quarter) >> 2, (out + (row >> 3) + quarter) >> 2, planeBytes >> 2)
    },
    within16: (codes, rows, low, high, out) => {
      look()
      const span = high - low
      const first = codes >> 1
      eachCode(rows, out, (place) => ((codes16[first + place] ?? 0) - low) >>> 0 <= span)
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
    judge: (first, base, counters, size) => judged(first, base, counters, size, true),
    tally: (first, base, counters, size) => judged(first, base, counters, size, false),
    run: (instructions, count, first, rows, planeBytes, base, counters) => {
      const size = rows / 8
      for (let i = 0; i < count; i += 1) {
        const here = instructions + 4 * instructionWords * i
        look()
        const [a, b, c, d] = [at(here + 4), at(here + 8), at(here + 12), at(here + 16)]
        switch (at(here)) {
          case operation.slices:
            kernels.slices(a + first, rows, base + b, planeBytes)
            break
          case operation.within16:
            kernels.within16(a + 2 * first, rows, b, c, base + d)
            break
          case operation.and:
            kernels.and(base + a, base + b, base + c, size)
            break
          case operation.or:
            kernels.or(base + a, base + b, base + c, size)
            break
          case operation.andNot:
            kernels.andNot(base + a, base + b, base + c, size)
            break
          case operation.orNot:
            kernels.orNot(base + a, base + b, base + c, size)
            break
          case operation.nor:
            kernels.nor(base + a, base + b, base + c, size)
            break
          case operation.allOf:
            kernels.allOf(a, b, base, base + c, size)
            break
          case operation.countAll:
            kernels.countAll(a, b, base, counters + 4 * c, size)
            break
          case operation.judge:
            kernels.judge(a, base, counters + 4 * b, size)
            break
          case operation.tally:
            kernels.tally(a, base, counters + 4 * b, size)
            break
          case operation.fetch:
            kernels.or(a + (first >> 3), a + (first >> 3), base + b, size)
            break
          case operation.keep:
            kernels.or(base + a, base + a, b + (first >> 3), size)
            break
        }
      }
    },
  }
  return kernels
}

const eight = new Int32Array(8)

/** Eight words of codes turned over: bit `i` of every byte of a slice's word comes from word `i`. */
function sliceEight(words: Int32Array, from: number, to: number, planeWords: number): void {
  for (let i = 0; i < 8; i += 1) eight[i] = words[from + 4 * i] ?? 0
  for (const { distance, mask } of turnovers)
    for (let i = 0; i < 8; i += 1) {
      if (i & distance) continue
      const low = eight[i] ?? 0
      const high = eight[i + distance] ?? 0
      const swapped = ((low >>> distance) ^ high) & (mask * 0x0101_0101)
      eight[i + distance] = high ^ swapped
      eight[i] = low ^ (swapped << distance)
    }
  for (let bit = 0; bit < 8; bit += 1) words[to + bit * planeWords] = eight[bit] ?? 0
}

export function bitsIn(word: number): number {
  let bits = word - ((word >>> 1) & 0x5555_5555)
  bits = (bits & 0x3333_3333) + ((bits >>> 2) & 0x3333_3333)
  return (((bits + (bits >>> 4)) & 0x0f0f_0f0f) * 0x0101_0101) >>> 24
}
