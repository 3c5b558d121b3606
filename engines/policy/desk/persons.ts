import { type KnownParty, knownSheet } from '#definitions/facts/known.ts'
import type { Dictionary } from '#definitions/rules/dictionary.ts'
import type { Definitions } from '#kernel/definition.ts'
import { addFen, type Fen } from '#kernel/money.ts'
import type { Day, Instant } from '#kernel/time.ts'
import type { Trx } from '#platform/database/sql.ts'
import { compiledFor, matchAmong } from '../assess.ts'
import type { CompiledPolicy } from '../compile.ts'
import type { PartyRecord } from '../job-commands.ts'
import type { PolicyMatch } from '../match.ts'
import type { Policy } from '../policy.ts'
import { quickAnswers } from '../quick-match.ts'
import { bestCombination } from '../standing/combination.ts'
import { mostPersons } from './contract.ts'
import { rivalsIn } from './rivals.ts'

const pageSize = 1_000

export interface PersonsCounted {
  readonly counted: number
  readonly partial: boolean
  /** after whom the rest are counted, where there are more */
  readonly next?: string | undefined
  readonly eligible: number
  readonly near: number
  readonly unknown: number
  readonly ineligible: number
  readonly notApplicable: number
  readonly sumFen: Fen | null
  readonly withoutSum: number
  readonly instead: number
  readonly insteadFen: Fen
  readonly insteadOf: readonly { readonly policy: Policy; readonly count: number }[]
}

/** What a draft for persons does to the persons whom the city knows: the same figures as for enterprises, counted one by one. */
export async function countPersons(
  record: PartyRecord,
  trx: Trx,
  asked: {
    readonly compiled: CompiledPolicy
    readonly dictionary: Dictionary
    readonly definitions: Definitions
    readonly on: Day
    readonly now: Instant
    /** the greatest distance, as a share of its limit, of what is near */
    readonly nearShare: number
    /** the last person counted before */
    readonly after?: string | undefined
    readonly most?: number | undefined
  },
): Promise<PersonsCounted> {
  const { compiled, dictionary, definitions, on, now } = asked
  const rivals = rivalsIn(compiled.policy, definitions, on)
  const among = rivals.highest.map((one) => compiledFor(definitions, one).compiled)
  const others = rivals.exclusive.map((one) => compiledFor(definitions, one).compiled)
  const counts = { eligible: 0, near: 0, unknown: 0, ineligible: 0, notApplicable: 0, withoutSum: 0 }
  const instead = new Map<string, number>()
  let sumFen: Fen | null = null
  let insteadFen = 0
  let counted = 0
  let { after } = asked
  const most = asked.most ?? mostPersons
  for (;;) {
    const limit = Math.min(pageSize, most - counted)
    const page = await record.persons(trx, { after, limit, knownAt: now })
    for (const person of page) judge(person)
    counted += page.length
    after = page.at(-1)?.partyId
    const isWhole = page.length < limit
    if (isWhole || counted >= most) {
      const all = [...rivals.highest, ...rivals.exclusive]
      const insteadOf = [...instead].flatMap(([id, count]) => {
        const policy = all.find((one) => one.id === id)
        return policy ? [{ policy, count }] : []
      })
      const total = [...instead.values()].reduce((sum, count) => sum + count, 0)
      return {
        ...counts,
        counted,
        partial: !isWhole,
        ...(isWhole ? {} : { next: after }),
        sumFen,
        instead: total,
        insteadFen,
        insteadOf,
      }
    }
  }

  function judge({ facts }: KnownParty): void {
    const sheet = knownSheet(dictionary.vocabulary, facts)
    const answers = quickAnswers([compiled], dictionary, sheet, on)
    const { verdict, nearMiss } = answers.of(0)
    if (verdict === 'not-applicable') counts.notApplicable += 1
    else counts[verdict] += 1
    if (nearMiss && (answers.because(0)?.gap?.share ?? 1) <= asked.nearShare) counts.near += 1
    if (verdict !== 'eligible') return
    const match = matchAmong({ compiled, dictionary, rivals: among }, sheet, on)
    if (match.amount === null) {
      counts.withoutSum += match.kind === 'title' ? 0 : 1
      return
    }
    sumFen = addFen(sumFen ?? 0, match.amount)
    const by =
      match.higher?.policyId ??
      betterThan(
        match,
        others.map((one) => matchAmong({ compiled: one, dictionary }, sheet, on)),
      )
    if (!by) return
    instead.set(by, (instead.get(by) ?? 0) + 1)
    insteadFen = addFen(insteadFen, match.amount)
  }
}

/** What somebody would choose instead of benefits that exclude one another. */
function betterThan(match: PolicyMatch, others: readonly PolicyMatch[]): string | undefined {
  const offers = [match, ...others.filter(({ verdict }) => verdict === 'eligible')].flatMap(
    ({ policyId, title, amount, exclusive }) =>
      amount === null ? [] : [{ policyId, title, amountFen: amount, exclusive }],
  )
  return bestCombination(offers).leave.find(({ policyId }) => policyId === match.policyId)?.insteadOf[0]
}
