import { counted, judgement, type Kernels } from '../kernels.ts'
import {
  again,
  bitsPerByte,
  both,
  bytesAtMost,
  bytesDiffer,
  bytesMinus,
  bytesPlus,
  bytesOfAll,
  bytesShiftedRight,
  chosenBytes,
  type Code,
  constant,
  during,
  either,
  every,
  firstWithout,
  get,
  halvesAtMost,
  halvesMinus,
  halvesOfAll,
  halvesPlus,
  i32,
  isAtMost,
  isLess,
  type Kind,
  load,
  load32,
  type Local,
  minus,
  narrowed,
  none,
  opposite,
  pairsOfBytes,
  pairsOfHalves,
  plus,
  set,
  shiftedRight,
  store,
  store32,
  times,
  v128,
  whole,
  wordOf,
} from './code.ts'
import { groupRows } from '../layout.ts'
import { kernel, moduleOf } from './module.ts'

type MakeLocal = (kind: Kind) => Local

const vectorBytes = 16

/**
 * Goes through the codes of a group of rows at a time, as `layout.ts` places them; `bytesFor` leaves a vector of sixteen bytes, all ones
 * where a row belongs, for the codes that begin `place` after the current one. Each vector becomes one bit of every byte of the plane.
 */
function rowBits(
  { row, bits }: Readonly<Record<'row' | 'bits', Local>>,
  rows: Local,
  out: Local,
  bytesFor: (place: number) => Code,
): Code {
  const highestFirst = [7, 6, 5, 4, 3, 2, 1, 0]
  return again(
    [
      set(bits, none),
      highestFirst.map((bit) =>
        set(bits, bytesMinus(bytesPlus(get(bits), get(bits)), bytesFor(bit * vectorBytes))),
      ),
      store(plus(get(out), shiftedRight(get(row), whole(3))), get(bits)),
      set(row, plus(get(row), whole(groupRows))),
    ],
    isLess(get(row), get(rows)),
  )
}

const within8 = kernel('within8', ['codes', 'rows', 'low', 'high', 'out'], (the, local) => {
  const [row, bits, lowest, span] = [local(i32), local(v128), local(v128), local(v128)]
  return [
    set(lowest, bytesOfAll(get(the.low))),
    set(span, bytesOfAll(minus(get(the.high), get(the.low)))),
    rowBits({ row, bits }, the.rows, the.out, (place) =>
      bytesAtMost(bytesMinus(load(plus(get(the.codes), get(row)), place), get(lowest)), get(span)),
    ),
  ]
})

const within16 = kernel('within16', ['codes', 'rows', 'low', 'high', 'out'], (the, local) => {
  const [row, bits, lowest, span] = [local(i32), local(v128), local(v128), local(v128)]
  const eight = (place: number) =>
    halvesAtMost(
      halvesMinus(load(plus(get(the.codes), times(get(row), whole(2))), 2 * place), get(lowest)),
      get(span),
    )
  return [
    set(lowest, halvesOfAll(get(the.low))),
    set(span, halvesOfAll(minus(get(the.high), get(the.low)))),
    rowBits({ row, bits }, the.rows, the.out, (place) => narrowed(eight(place), eight(place + 8))),
  ]
})

/** The byte of the table is found by the upper five bits of the code, the bit in it by the lower three. */
const member8 = kernel('member8', ['codes', 'rows', 'table', 'out'], (the, local) => {
  const [row, bits] = [local(i32), local(v128)]
  const [lower, upper, code, place] = [local(v128), local(v128), local(v128), local(v128)]
  const powers = constant([1, 2, 4, 8, 16, 32, 64, 128, 0, 0, 0, 0, 0, 0, 0, 0])
  const sixteens = constant(Array.from({ length: vectorBytes }, () => 16))
  const sevens = constant(Array.from({ length: vectorBytes }, () => 7))
  const tableByte = either(
    chosenBytes(get(lower), get(place)),
    chosenBytes(get(upper), bytesMinus(get(place), sixteens)),
  )
  const bit = chosenBytes(powers, both(get(code), sevens))
  return [
    set(lower, load(get(the.table))),
    set(upper, load(get(the.table), vectorBytes)),
    rowBits({ row, bits }, the.rows, the.out, (ahead) => [
      set(code, load(plus(get(the.codes), get(row)), ahead)),
      set(place, bytesShiftedRight(get(code), whole(3))),
      bytesDiffer(both(tableByte, bit), none),
    ]),
  ]
})

/** Goes through the bytes of a plane, four vectors a step as long as there are so many; `write` handles so many vectors from `offset`. */
function acrossPlane(offset: Local, bytes: Local, write: (vectors: number) => Code): Code {
  const steps = (vectors: number) => {
    const size = whole(vectors * vectorBytes)
    return during(isAtMost(plus(get(offset), size), get(bytes)), [
      write(vectors),
      set(offset, plus(get(offset), size)),
    ])
  }
  return [steps(4), steps(1)]
}

const places = (vectors: number) => Array.from({ length: vectors }, (_, place) => place * vectorBytes)

/** A kernel that joins two planes. */
const joining = (name: keyof Kernels, join: (a: Code, b: Code) => Code) =>
  kernel(name, ['a', 'b', 'out', 'bytes'], (the, local) => {
    const offset = local(i32)
    const from = (plane: Local, place: number) => load(plus(get(plane), get(offset)), place)
    return acrossPlane(offset, the.bytes, (vectors) =>
      places(vectors).map((place) =>
        store(plus(get(the.out), get(offset)), join(from(the.a, place), from(the.b, place)), place),
      ),
    )
  })

/** Leaves in `joined` what all planes of a list have together, for as many vectors as there are variables. */
function allTogether(
  the: Readonly<Record<'list' | 'count' | 'base', Local>>,
  { item, end, plane, offset }: Readonly<Record<'item' | 'end' | 'plane' | 'offset', Local>>,
  joined: readonly Local[],
): Code {
  return [
    joined.map((one) => set(one, every)),
    set(item, get(the.list)),
    set(end, plus(get(the.list), times(get(the.count), whole(4)))),
    during(isLess(get(item), get(end)), [
      set(plane, plus(plus(get(the.base), get(offset)), load32(get(item)))),
      joined.map((one, i) => set(one, both(get(one), load(get(plane), i * vectorBytes)))),
      set(item, plus(get(item), whole(4))),
    ]),
  ]
}

const walkers = (local: MakeLocal) => ({
  item: local(i32),
  end: local(i32),
  plane: local(i32),
  offset: local(i32),
})

const allOf = kernel('allOf', ['list', 'count', 'base', 'out', 'bytes'], (the, local) => {
  const walk = walkers(local)
  const joined = [local(v128), local(v128), local(v128), local(v128)]
  return acrossPlane(walk.offset, the.bytes, (vectors) => [
    allTogether(the, walk, joined.slice(0, vectors)),
    joined
      .slice(0, vectors)
      .map((one, i) => store(plus(get(the.out), get(walk.offset)), get(one), i * vectorBytes)),
  ])
})

/** Adds the number of bits in each half of a vector; a block of 32,768 rows cannot overflow them. */
const addBits = (sum: Local, value: Code): Code =>
  set(sum, halvesPlus(get(sum), pairsOfBytes(bitsPerByte(value))))

const addToWord = (counter: Code, sum: Local): Code => [
  set(sum, pairsOfHalves(get(sum))),
  store32(
    counter,
    [1, 2, 3].reduce<Code>(
      (total, lane) => plus(total, wordOf(get(sum), lane)),
      plus(load32(counter), wordOf(get(sum), 0)),
    ),
  ),
]

const countAll = kernel('countAll', ['list', 'count', 'base', 'counter', 'bytes'], (the, local) => {
  const walk = walkers(local)
  const joined = [local(v128), local(v128), local(v128), local(v128)]
  const sum = local(v128)
  return [
    acrossPlane(walk.offset, the.bytes, (vectors) => [
      allTogether(the, walk, joined.slice(0, vectors)),
      joined.slice(0, vectors).map((one) => addBits(sum, get(one))),
    ]),
    addToWord(get(the.counter), sum),
  ]
})

/** What is known of one vector of rows while the conditions are gone through. */
interface Standing {
  readonly every: Local
  readonly possible: Local
  readonly oneMissing: Local
  readonly yes: Local
  readonly maybe: Local
}

const judge = kernel('judge', ['words', 'base', 'counters', 'bytes'], (the, local) => {
  const [offset, item, end, start] = [local(i32), local(i32), local(i32), local(i32)]
  const [present, perhaps, concerned] = [local(v128), local(v128), local(v128)]
  const sums = [local(v128), local(v128), local(v128), local(v128)]
  const standings = Array.from(
    { length: 4 },
    (): Standing => ({
      every: local(v128),
      possible: local(v128),
      oneMissing: local(v128),
      yes: local(v128),
      maybe: local(v128),
    }),
  )
  const word = (place: number) => load32(get(the.words), 4 * place)
  const at = (place: number) => plus(get(start), word(place))
  const listed = (place: number) => plus(get(start), load32(get(item), 4 * place))

  /** one' = one and yes, or all so far and nearly this one */
  const take = ({ every, possible, oneMissing, yes, maybe }: Standing, near?: Code): Code => [
    set(
      oneMissing,
      near === undefined
        ? both(get(oneMissing), get(yes))
        : either(both(get(oneMissing), get(yes)), both(get(every), near)),
    ),
    set(every, both(get(every), get(yes))),
    set(possible, both(get(possible), get(maybe))),
  ]
  const through =
    (count: number, width: number, each: (standing: Standing, place: number) => Code) =>
    (group: readonly Standing[]): Code => [
      set(end, plus(get(item), times(word(count), whole(4 * width)))),
      during(isLess(get(item), get(end)), [
        group.map((standing, i) => {
          const place = i * vectorBytes
          return [
            set(standing.yes, load(listed(0), place)),
            set(standing.maybe, either(get(standing.yes), load(listed(1), place))),
            each(standing, place),
          ]
        }),
        set(item, plus(get(item), whole(4 * width))),
      ]),
    ]
  const measured = through(judgement.measured, 2, (standing) => take(standing, opposite(get(standing.maybe))))
  const plain = through(judgement.plain, 2, (standing) => take(standing))
  const other = through(judgement.other, 3, (standing, place) => take(standing, load(listed(2), place)))

  const answer = (place: number, which: number, value: Code, at: Code): Code => [
    store(at, value, place),
    addBits(sums[which] ?? present, load(at, place)),
  ]
  const conclude = ({ every, possible, oneMissing }: Standing, place: number): Code => [
    set(present, load(at(judgement.present), place)),
    set(concerned, both(load(at(judgement.applies), place), get(present))),
    set(
      perhaps,
      both(
        either(load(at(judgement.applies), place), load(at(judgement.appliesUnknown), place)),
        get(present),
      ),
    ),
    answer(place, counted.eligible, both(get(concerned), get(every)), at(judgement.eligible)),
    answer(place, counted.ineligible, firstWithout(get(perhaps), get(possible)), at(judgement.ineligible)),
    answer(
      place,
      counted.notApplicable,
      firstWithout(get(present), get(perhaps)),
      at(judgement.notApplicable),
    ),
    answer(place, counted.nearMiss, both(get(concerned), get(oneMissing)), at(judgement.nearMiss)),
  ]
  return [
    acrossPlane(offset, the.bytes, (vectors) => {
      const group = standings.slice(0, vectors)
      return [
        set(start, plus(get(the.base), get(offset))),
        set(item, plus(get(the.words), whole(4 * judgement.words))),
        group.map((standing) => [
          set(standing.every, every),
          set(standing.possible, every),
          set(standing.oneMissing, none),
        ]),
        measured(group),
        plain(group),
        other(group),
        group.map((standing, i) => conclude(standing, i * vectorBytes)),
      ]
    }),
    sums.map((sum, which) => addToWord(plus(get(the.counters), whole(4 * which)), sum)),
  ]
})

const functions = [
  within8,
  within16,
  member8,
  joining('and', both),
  joining('or', either),
  joining('andNot', firstWithout),
  joining('orNot', (a, b) => either(a, opposite(b))),
  joining('nor', (a, b) => opposite(either(a, b))),
  allOf,
  countAll,
  judge,
]

/** The module of all kernels; compiled once, given to every thread. */
export const kernelModule = (): Uint8Array<ArrayBuffer> => moduleOf(functions)

/** Whether this machine runs them. */
export const runsKernels = (): boolean =>
  typeof WebAssembly === 'object' && WebAssembly.validate(kernelModule())

let compiled: WebAssembly.Module | undefined

/** The kernels as machine code over a memory. */
export function wasmKernels(memory: WebAssembly.Memory): Kernels {
  compiled ??= new WebAssembly.Module(kernelModule())
  return new WebAssembly.Instance(compiled, { city: { memory } }).exports as unknown as Kernels
}
