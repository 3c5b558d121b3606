import { counted, judgement, type Kernels } from '../kernels.ts'
import {
  again,
  bitsPerByte,
  both,
  bytesMinus,
  bytesPlus,
  call,
  chosen,
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
  halvesShiftedLeft,
  halvesShiftedRight,
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
  oneOf,
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
import { groupRows, turnovers } from '../layout.ts'
import { instructionWords, operation } from '../operation.ts'
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

/** The eight parts of a group turned over: bit `i` of each byte of a slice comes from part `i`. */
const slices = kernel('slices', ['codes', 'rows', 'out', 'planeBytes'], (the, local) => {
  const [row, to, swapped] = [local(i32), local(i32), local(v128)]
  const parts = Array.from({ length: 8 }, () => local(v128))
  const exchanged = (low: Local, high: Local, distance: number, mask: number): Code => [
    set(
      swapped,
      both(
        oneOf(halvesShiftedRight(get(low), whole(distance)), get(high)),
        constant(Array.from({ length: vectorBytes }, () => mask)),
      ),
    ),
    set(high, oneOf(get(high), get(swapped))),
    set(low, oneOf(get(low), halvesShiftedLeft(get(swapped), whole(distance)))),
  ]
  return again(
    [
      parts.map((part, i) => set(part, load(plus(get(the.codes), get(row)), i * vectorBytes))),
      turnovers.map(({ distance, mask }) =>
        parts.flatMap((low, i) => {
          const high = parts[i + distance]
          return (i & distance) !== 0 || high === undefined ? [] : [exchanged(low, high, distance, mask)]
        }),
      ),
      set(to, plus(get(the.out), shiftedRight(get(row), whole(3)))),
      parts.map((part) => [store(get(to), get(part)), set(to, plus(get(to), get(the.planeBytes)))]),
      set(row, plus(get(row), whole(groupRows))),
    ],
    isLess(get(row), get(the.rows)),
  )
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

/** Adds the bits of a few vectors to the halves of a sum; a block of 32,768 rows cannot overflow them, nor four vectors a byte. */
const addBits = (sum: Local, values: readonly Code[]): Code =>
  set(sum, halvesPlus(get(sum), pairsOfBytes(values.map(bitsPerByte).reduce(bytesPlus))))

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
      addBits(sum, joined.slice(0, vectors).map(get)),
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

/** Judges a policy; with `isKept` its answers are written, and those whom it does not concern are counted too. */
const judging = (name: 'judge' | 'tally', isKept: boolean) =>
  kernel(name, ['words', 'base', 'counters', 'bytes'], (the, local) => {
    const [offset, item, end, start] = [local(i32), local(i32), local(i32), local(i32)]
    const [yesAt, unknownAt, nearAt] = [local(i32), local(i32), local(i32)]
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
        near === undefined ? both(get(oneMissing), get(yes)) : either(both(get(oneMissing), get(yes)), near),
      ),
      set(every, both(get(every), get(yes))),
      set(possible, both(get(possible), get(maybe))),
    ]
    const through =
      (count: number, width: number, each: (standing: Standing, place: number) => Code) =>
      (group: readonly Standing[]): Code => [
        set(end, plus(get(item), times(word(count), whole(4 * width)))),
        during(isLess(get(item), get(end)), [
          set(yesAt, listed(0)),
          set(unknownAt, listed(1)),
          width > 2 ? set(nearAt, listed(2)) : [],
          group.map((standing, i) => {
            const place = i * vectorBytes
            return [
              set(standing.yes, load(get(yesAt), place)),
              set(standing.maybe, either(get(standing.yes), load(get(unknownAt), place))),
              each(standing, place),
            ]
          }),
          set(item, plus(get(item), whole(4 * width))),
        ]),
      ]
    const measured = through(judgement.measured, 2, (standing) =>
      take(standing, firstWithout(get(standing.every), get(standing.maybe))),
    )
    const plain = through(judgement.plain, 2, (standing) => take(standing))
    const other = through(judgement.other, 3, (standing, place) =>
      take(standing, both(get(standing.every), load(get(nearAt), place))),
    )

    /** The addresses of what is read at the end take the place of those that led through the conditions. */
    const conclude = (group: readonly Standing[]): Code => {
      const answered = (which: number, place: number, value: (standing: Standing) => Code): Code => [
        isKept ? set(yesAt, at(place)) : [],
        isKept ? group.map((one, i) => store(get(yesAt), value(one), i * vectorBytes)) : [],
        addBits(sums[which] ?? local(v128), group.map(value)),
      ]
      return [
        set(yesAt, at(judgement.applies)),
        set(unknownAt, at(judgement.appliesUnknown)),
        set(nearAt, at(judgement.present)),
        group.map(({ every, possible, oneMissing, yes, maybe }, i) => {
          const place = i * vectorBytes
          return [
            // From here on: whom the policy concerns, and whom perhaps.
            set(yes, both(load(get(yesAt), place), load(get(nearAt), place))),
            set(maybe, either(get(yes), both(load(get(unknownAt), place), load(get(nearAt), place)))),
            set(every, both(get(yes), get(every))),
            set(possible, firstWithout(get(maybe), get(possible))),
            set(oneMissing, both(get(yes), get(oneMissing))),
            isKept ? set(maybe, firstWithout(load(get(nearAt), place), get(maybe))) : [],
          ]
        }),
        answered(counted.eligible, judgement.eligible, ({ every }) => get(every)),
        answered(counted.ineligible, judgement.ineligible, ({ possible }) => get(possible)),
        isKept ? answered(counted.notApplicable, judgement.notApplicable, ({ maybe }) => get(maybe)) : [],
        answered(counted.nearMiss, judgement.nearMiss, ({ oneMissing }) => get(oneMissing)),
      ]
    }
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
          conclude(group),
        ]
      }),
      sums.map((sum, which) => addToWord(plus(get(the.counters), whole(4 * which)), sum)),
    ]
  })

const kernels = [
  slices,
  within16,
  joining('and', both),
  joining('or', either),
  joining('andNot', firstWithout),
  joining('orNot', (a, b) => either(a, opposite(b))),
  joining('nor', (a, b) => opposite(either(a, b))),
  allOf,
  countAll,
  judging('judge', true),
  judging('tally', false),
]

/** Goes through the instructions of a program, so that no step of it costs a call from outside. */
const run = kernel(
  'run',
  ['instructions', 'count', 'first', 'rows', 'planeBytes', 'base', 'counters'],
  (the, local) => {
    const [here, end, bytes] = [local(i32), local(i32), local(i32)]
    const word = (place: number) => load32(get(here), 4 * place)
    const plane = (place: number) => plus(get(the.base), word(place))
    const ofCity = (place: number) => plus(word(place), shiftedRight(get(the.first), whole(3)))
    const counter = (place: number) => plus(get(the.counters), times(word(place), whole(4)))
    const ask = (name: keyof typeof operation, ...parameters: readonly Code[]): Code =>
      call(
        kernels.findIndex((one) => one.name === name),
        parameters,
      )
    const join = (name: 'and' | 'or' | 'andNot' | 'orNot' | 'nor') =>
      ask(name, plane(1), plane(2), plane(3), get(bytes))
    const cases: Readonly<Record<keyof typeof operation, Code>> = {
      slices: ask('slices', plus(word(1), get(the.first)), get(the.rows), plane(2), get(the.planeBytes)),
      within16: ask(
        'within16',
        plus(word(1), times(get(the.first), whole(2))),
        get(the.rows),
        word(2),
        word(3),
        plane(4),
      ),
      and: join('and'),
      or: join('or'),
      andNot: join('andNot'),
      orNot: join('orNot'),
      nor: join('nor'),
      allOf: ask('allOf', word(1), word(2), get(the.base), plane(3), get(bytes)),
      countAll: ask('countAll', word(1), word(2), get(the.base), counter(3), get(bytes)),
      judge: ask('judge', word(1), get(the.base), counter(2), get(bytes)),
      tally: ask('tally', word(1), get(the.base), counter(2), get(bytes)),
      keep: ask('or', plane(1), plane(1), ofCity(2), get(bytes)),
      fetch: ask('or', ofCity(1), ofCity(1), plane(2), get(bytes)),
    }
    const inOrder = Object.entries(cases)
      .map(([name, code]) => ({ code, number: operation[name as keyof typeof operation] }))
      .sort((a, b) => a.number - b.number)
    return [
      set(bytes, shiftedRight(get(the.rows), whole(3))),
      set(here, get(the.instructions)),
      set(end, plus(get(here), times(get(the.count), whole(4 * instructionWords)))),
      during(isLess(get(here), get(end)), [
        chosen(
          word(0),
          inOrder.map(({ code }) => code),
        ),
        set(here, plus(get(here), whole(4 * instructionWords))),
      ]),
    ]
  },
)

const functions = [...kernels, run]

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
