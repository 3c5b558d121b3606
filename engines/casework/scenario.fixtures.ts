import type { Definitions } from '#kernel/definition.ts'
import { fileURLToPath } from 'node:url'
import { cityCalendar } from '#definitions/city/city-calendar.ts'
import { cityKinds } from '#definitions/city/kinds.ts'
import type { Actor } from '#kernel/actor.ts'
import { composeCreditCode } from '#kernel/credit-code.ts'
import { isRefusal, type Refusal } from '#kernel/refusal.ts'
import { dayOf, instantFrom, msOf } from '#kernel/time.ts'
import { loadCity } from '#platform/city-files.ts'
import { caseworkKinds } from './kinds.ts'
import { evolveCase } from './evolve.ts'
import { type CaseEvent, type CaseState, noCase } from './model.ts'
import type { Robots } from './robots/robot-model.ts'
import { caseworkRules } from './rules.ts'
import type { LicenceNow } from './filing/proof-model.ts'
import type { TakenPlace } from './survey/survey.ts'

const folder = fileURLToPath(new URL('../../cities/guangzhou', import.meta.url))
/** Guangzhou as it is written, without a database. */
export const { city } = await loadCity(folder, [...cityKinds, ...caseworkKinds])
const published = cityCalendar(city)

const account = (id: string, name: string, post?: { department: string; district?: string }): Actor => ({
  id,
  kind: 'account',
  name,
  partyIds: [],
  roles: [{ role: 'any', ...post }],
})
export const founder = account('founder', '陈晓雯')
export const registrar = account('registrar', '李志强', {
  department: 'market-regulation',
  district: 'tianhe',
})
export const colleague = account('colleague', '黄丽华', { department: 'market-regulation' })
export const fundOfficer = account('fund', '周敏', { department: 'housing-fund' })
export const taxOfficer = account('tax', '周建国', { department: 'tax' })

type Operation = keyof typeof caseworkRules
type Input = Record<string, unknown>

/** One case lived through its rules alone: acts at moments of a clock, their events, their refusals. */
export class Matter {
  state: CaseState = noCase
  readonly events: CaseEvent[] = []
  now: string
  takenBy: string | undefined
  robots: Robots = {}
  /** the licence put forward instead of an upload */
  licence: Record<string, unknown> | null = null
  /** how the party's licences stand today */
  licences: readonly LicenceNow[] = []
  /** places of the survey's day that others have */
  taken: readonly TakenPlace[] = []
  /** of an enterprise that is registered already */
  creditCode: string | undefined
  facts: readonly { fact: string; value: unknown; on: string; source: string }[] = []
  calendar = published
  definitions: Definitions = city

  constructor(now = '2026-03-02T01:00:00.000Z') {
    this.now = now
  }

  /** what an act would bring, without doing it */
  would(operation: Operation, input: Input, actor: Actor): readonly CaseEvent[] | Refusal {
    const rule = caseworkRules[operation] as (
      state: CaseState,
      input: Input,
      facts: unknown,
    ) => readonly CaseEvent[] | Refusal
    return rule(
      this.state,
      { partyId: 'party', caseId: 'case', results: {}, ...input },
      {
        now: this.now,
        today: dayOf(this.now, 480),
        actor,
        calendar: this.calendar,
        definitions: this.definitions,
        streamId: 'case',
        ownerId: 'party',
        idFor: (name: string) => name,
        seed: 'seed',
        needs: {
          party: { name: '广州晨星（筹）', creditCode: this.creditCode },
          facts: this.facts,
          open: null,
          file: true,
          names: { takenBy: this.takenBy },
          code: composeCreditCode('91', '440106', 12_345),
          officer: null,
          robots: this.robots,
          taken: this.taken,
          licence: this.licence,
          licences: this.licences,
        },
      },
    )
  }

  /** does an act and returns its events, or the refusal's code */
  act(operation: Operation, input: Input = {}, actor: Actor = founder): readonly CaseEvent[] | string {
    const outcome = this.would(operation, input, actor)
    if (isRefusal(outcome)) return outcome.refusal
    for (const event of outcome) this.take(event)
    return outcome
  }

  take(event: CaseEvent): void {
    this.events.push(event)
    this.state = evolveCase(this.state, event)
  }

  pass(hours: number): this {
    this.now = instantFrom(msOf(this.now) + hours * 3_600_000)
    return this
  }
  at(now: string): this {
    this.now = now
    return this
  }
}

export const answers = {
  'core-name': '晨星',
  'trade-word': 'information-technology',
  'organisation-form': 'llc',
  'business-activities': ['software-development'],
  district: 'tianhe',
  'address-kind': 'declared',
  'address-line': '天河路1号101室',
  'registered-capital': 100_000_000,
  'founder-kind': 'myself',
  'opening-staff': 3,
  'register-social-insurance': true,
  'register-housing-fund': true,
  'housing-fund-ratio': 5,
  'book-bank-account': true,
  'bank-branch': 'sample-bank-tianhe',
  'founder-identity-number': '440106199003071231',
  'founder-telephone': '13800000000',
}
export const signed = [
  'registration-application',
  'articles-of-association',
  'address-declaration',
  'seal-impressions',
]

export function draft(more: Input = {}): Matter {
  const matter = new Matter()
  matter.act('openDraft', { theme: 'open-a-company' })
  matter.act('saveAnswers', { answers: { ...answers, ...more } })
  return matter
}

export function lodged(more: Input = {}): Matter {
  const matter = draft(more)
  matter.act('submit', { signed })
  return matter
}

export const examine = 'registration.examine'

/** Name and registration went through the robot; it granted, or handed over. */
export function judged(more: Input = {}): Matter {
  const matter = lodged(more)
  matter.act('decideByRule', { stage: 'name.compare' })
  return matter
}

/** In the hands of the registrar of Tianhe. */
export function claimed(): Matter {
  const matter = judged({ 'address-kind': 'other' })
  matter.act('claim', { stage: examine }, registrar)
  return matter
}
