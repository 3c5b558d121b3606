import { blockRows, eachBlock, meetOf, rowsIn, without } from '#definitions/rules/columns/bitmap.ts'
import type { Sums } from '#definitions/rules/columns/effect.ts'
import type { Bitmap, CityPlan } from '#definitions/rules/columns/result.ts'
import type { Definitions } from '#kernel/definition.ts'
import type { Day } from '#kernel/time.ts'
import { policyOn } from '../assess.ts'
import { policyKind } from '../definition.ts'
import { bestCombination } from '../standing/combination.ts'
import { type Contender, outranks } from '../highest.ts'
import type { Policy } from '../policy.ts'

/** The other policies in force that keep somebody from a policy: of groups of which one is taken, or the highest paid. */
export interface Rivals {
  /** of which only the highest is paid (从高不重复) */
  readonly highest: readonly Policy[]
  /** of which one is chosen, and what hangs together with those */
  readonly exclusive: readonly Policy[]
}

/** Money that is received, or kept: what is merely a tax still to be paid is no sum to choose by. */
const isSum = ({ gives }: Policy) => gives.amountIs === 'payment' || gives.amountIs === 'saving'
const shares = (a: Policy, b: Policy) => a.exclusive.some((group) => b.exclusive.includes(group))

export function rivalsIn(policy: Policy, definitions: Definitions, on: Day): Rivals {
  const ids = new Set(definitions.versions(policyKind).map(({ id }) => id))
  ids.delete(policy.id)
  const others = [...ids].flatMap((id) => policyOn(definitions, id, on) ?? [])
  const { highest } = policy
  const cluster: Policy[] = [policy]
  if (isSum(policy))
    for (const member of cluster)
      for (const other of others)
        if (isSum(other) && !cluster.includes(other) && shares(member, other)) cluster.push(other)
  return {
    highest: highest ? others.filter((one) => one.highest?.group === highest.group) : [],
    exclusive: cluster.slice(1),
  }
}

/** Those of some rows on which one of the rivals is paid, or better, instead of the policy; each row under the one that keeps it. */
export interface Beaten {
  readonly rows: Bitmap
  readonly by: readonly { readonly policy: Policy; readonly count: number }[]
}

interface Asked {
  readonly plan: CityPlan
  readonly draftId: string
  readonly eligible: Bitmap
  /** under which the plan knows a rival */
  readonly nameOf: (policy: Policy) => string
}

/** Who of those eligible is paid something else instead: first what the groups of the highest say, then what anybody would choose. */
export function beatenBy(policy: Policy, { highest, exclusive }: Rivals, asked: Asked): Beaten {
  const rows = new Uint8Array(asked.eligible.length)
  const counts = new Map<Policy, number>()
  const mine = asked.plan.amountsOf(asked.draftId)
  if (mine === undefined) return { rows, by: [] }
  const take = (row: number, by: Policy) => {
    rows[row >> 3] = (rows[row >> 3] ?? 0) | (1 << (row & 7))
    counts.set(by, (counts.get(by) ?? 0) + 1)
  }
  for (const rival of highest) {
    const theirs = asked.plan.amountsOf(asked.nameOf(rival))
    if (theirs === undefined) continue
    const isFirst = outranks(contender(rival), contender(policy))
    const both = meetOf(asked.eligible, without(asked.plan.rowsOf(asked.nameOf(rival), 'eligible'), rows))
    eachPair(both, mine, theirs, (row, own, other) => {
      if (other > own || (other === own && isFirst)) take(row, rival)
    })
  }
  if (exclusive.length > 0) chosen(policy, exclusive, asked, rows, take)
  return {
    rows,
    by: [...counts].map(([one, count]) => ({ policy: one, count })).sort((a, b) => b.count - a.count),
  }
}

const contender = ({ id, title, inForce }: Policy): Contender => ({
  policyId: id,
  title,
  amount: 0,
  since: inForce.from,
  group: undefined,
})

/** What somebody would choose of benefits that exclude one another: the combination that brings most. */
function chosen(
  policy: Policy,
  exclusive: readonly Policy[],
  { plan, draftId, eligible, nameOf }: Asked,
  beaten: Bitmap,
  take: (row: number, by: Policy) => void,
): void {
  const all = exclusive.map((one) => ({
    policy: one,
    rows: plan.rowsOf(nameOf(one), 'eligible'),
    amounts: plan.amountsOf(nameOf(one)),
  }))
  const direct = all.filter((one) => shares(policy, one.policy))
  const some = new Uint8Array(eligible.length)
  for (const { rows } of direct)
    for (let i = 0; i < some.length; i += 1) some[i] = (some[i] ?? 0) | (rows[i] ?? 0)
  const mine = plan.amountsOf(draftId)
  for (const row of rowsIn(without(meetOf(eligible, some), beaten))) {
    const offers = [
      offerOf(policy, mine?.of(row)),
      ...all.map((one) => (has(one.rows, row) ? offerOf(one.policy, one.amounts?.of(row)) : undefined)),
    ].filter((one) => one !== undefined)
    const left = bestCombination(offers).leave.find(({ policyId }) => policyId === policy.id)
    const by = left && all.find((one) => left.insteadOf.includes(one.policy.id))
    if (by) take(row, by.policy)
  }
}

const offerOf = ({ id, title, exclusive }: Policy, amountFen: number | undefined) =>
  amountFen === undefined ? undefined : { policyId: id, title, amountFen, exclusive }

const has = (rows: Bitmap, row: number) => ((rows[row >> 3] ?? 0) & (1 << (row & 7))) !== 0

/** Rows with what two policies bring to them; rows of which one sum is not known are passed over, for it neither wins nor loses. */
function eachPair(
  rows: Bitmap,
  mine: Sums,
  theirs: Sums,
  visit: (row: number, own: number, other: number) => void,
): void {
  const [own, other] = [new Float64Array(blockRows), new Float64Array(blockRows)]
  const fill = ({ of, fill: quick }: Sums, block: Int32Array, count: number, out: Float64Array) => {
    if (quick?.(block, count, out)) return
    for (let i = 0; i < count; i += 1) out[i] = of(block[i] as number) ?? Number.NaN
  }
  eachBlock(rows, (block, count) => {
    fill(mine, block, count, own)
    fill(theirs, block, count, other)
    for (let i = 0; i < count; i += 1) {
      const [a, b] = [own[i] as number, other[i] as number]
      if (!Number.isNaN(a) && !Number.isNaN(b)) visit(block[i] as number, a, b)
    }
  })
}
