import { aParty } from '#engines/party/fixtures.ts'
import type { Actor } from '#kernel/actor.ts'
import { composeCreditCode } from '#kernel/credit-code.ts'
import { addDays } from '#kernel/time.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import { act, type Filing } from './acts.fixtures.ts'
import type { Answer } from './model.ts'
import type { CasePlan, PlanField } from './plan.ts'
import { planOf } from './plans.ts'
import type { PreviewView } from './form-views.ts'
import { halves, type Slot, slotAnswer } from './slot.ts'
import type { SurveySlots } from './survey-contract.ts'
import type { QueueCase } from './views.ts'

let serial = 600_000
/** An enterprise that is registered, in Tianhe. */
export async function anEnterprise(town: TestSystem, more: Record<string, unknown> = {}) {
  const { partyId, founder } = await aParty(town)
  const creditCode = composeCreditCode('91', '440106', ++serial)
  const registered = { creditCode, name: `广州第${serial}号有限公司`, registeredOn: '2025-03-03' }
  await town.execute('party', 'assignIdentity', { partyId, ...registered })
  const facts = Object.entries({ 'ent.regDistrict': 'tianhe', 'credit.abnormalList': false, ...more }).map(
    ([fact, value]) => ({ fact, value, on: '2026-01-05', source: 'market-regulation' }),
  )
  await town.execute('party', 'recordFacts', { partyId, facts, cause: 'an example' })
  return { partyId, founder, creditCode }
}

const texts: Readonly<Record<string, string>> = {
  'project-code': '2301-440106-04-01-123456',
  'applicant-telephone': '13800000000',
  'founder-telephone': '13800000000',
  'founder-identity-number': '440106199003071231',
}

/** A sensible answer to a field: the first choice, the smallest number, a text long enough. */
export function sampleAnswer(field: PlanField, today: string): Answer {
  switch (field.type) {
    case 'boolean':
      return true
    case 'integer':
      return Math.max(field.constraints?.min ?? 0, 2)
    case 'money':
      return 100_000_000
    case 'date':
      return addDays(today, 3)
    case 'choice':
      return field.choices.find(({ value }) => value !== 'tianhe')?.value ?? ''
    case 'choices':
      return field.choices.slice(0, 2).map(({ value }) => value)
    case 'people':
      return []
    case 'slot':
      return slotAnswer({ day: addDays(today, 3), half: 'morning' })
    case 'text':
      return texts[field.id] ?? `${field.title.zh}示例`
  }
}

const ids = ({ partyId, caseId }: Filing) => ({ partyId, caseId })

async function preview(town: TestSystem, filing: Filing): Promise<PreviewView> {
  const answer = await town.query<PreviewView>('casework', 'previewAnswers', ids(filing), filing.founder)
  if (answer.kind === 'failed') throw new Error(JSON.stringify(answer.failure))
  return answer.answer
}

/** The half-days of a theme's survey, in order, with the places left. */
export async function offeredSlots(town: TestSystem, theme: string): Promise<(Slot & { left: number })[]> {
  const answer = await town.query<SurveySlots>('casework', 'listSurveySlots', { theme })
  if (answer.kind === 'failed') throw new Error(JSON.stringify(answer.failure))
  return answer.answer.days.flatMap((one) => halves.map((half) => ({ day: one.day, half, left: one[half] })))
}

/** The first of them that has a place. */
export async function freeSlot(town: TestSystem, theme: string): Promise<Slot> {
  const free = (await offeredSlots(town, theme)).find(({ left }) => left > 0)
  if (!free) throw new Error(`no half-day is free for ${theme}`)
  return { day: free.day, half: free.half }
}

/** A draft of a theme with every question answered that is asked: `chosen` first, the rest as samples. */
export async function aThemeDraft(
  town: TestSystem,
  theme: string,
  chosen: Record<string, unknown> = {},
  party?: { partyId: string; founder: Actor },
): Promise<Filing & { plan: CasePlan; typed: string[] }> {
  const { definitions, today } = town.system.moment()
  const plan = planOf(definitions, theme)
  const { partyId, founder } =
    party ?? (plan.theme.for === 'registered' ? await anEnterprise(town) : await aParty(town))
  const { id: caseId } = await act(town, 'openDraft', { partyId, theme }, founder)
  const filing = { partyId, caseId, founder }
  if (Object.keys(chosen).length > 0)
    await act(town, 'saveAnswers', { ...ids(filing), answers: chosen }, founder)
  const typed = Object.keys(chosen)
  const slots = new Map(plan.theme.survey ? [['slot', slotAnswer(await freeSlot(town, theme))]] : [])
  for (
    let shown = await preview(town, filing);
    shown.missing.length > 0;
    shown = await preview(town, filing)
  ) {
    const answers = Object.fromEntries(
      shown.missing.flatMap((id) => {
        const field = plan.fields.get(id)
        return field ? [[id, slots.get(field.type) ?? sampleAnswer(field, today)]] : []
      }),
    )
    typed.push(...Object.keys(answers))
    await act(town, 'saveAnswers', { ...ids(filing), answers }, founder)
  }
  return { ...filing, plan, typed }
}

/** Submitted, with every document signed and no more files than must be brought. */
export async function aThemeLodged(
  town: TestSystem,
  theme: string,
  chosen: Record<string, unknown> = {},
  party?: { partyId: string; founder: Actor },
) {
  const filing = await aThemeDraft(town, theme, chosen, party)
  const { toSign } = await preview(town, filing)
  await act(town, 'submit', { ...ids(filing), signed: toSign }, filing.founder)
  return filing
}

/** An officer of the department that has a stage takes it. */
export async function taken(town: TestSystem, filing: Filing, stage: string, department: string) {
  const officer = await town.account(`desk-${++serial}`, 'officer', { department })
  await act(town, 'claim', { ...ids(filing), stage }, officer)
  return officer
}

/** Every officer who has a stage of the case grants it, writing down what only people can know; true when one did. */
export async function officersGrant(town: TestSystem, filing: Filing): Promise<boolean> {
  const chief = await town.account(`chief-${++serial}`, 'officer')
  const view = await town.query<QueueCase>('casework', 'getQueueCase', ids(filing), chief)
  if (view.kind === 'failed') throw new Error(JSON.stringify(view.failure))
  const { case: found, toEnter } = view.answer
  const waiting = found.lanes.flatMap((lane) =>
    lane.stages.filter(
      (stage) =>
        stage.holder === 'officer' && !stage.doneAt && found.standing === 'lodged' && !stage.assignee,
    ),
  )
  for (const stage of waiting) {
    const officer = await taken(town, filing, stage.id, stage.department.id)
    const results = Object.fromEntries(
      (toEnter[stage.id] ?? []).map(({ id, title }) => [id, `${title.zh}示例`]),
    )
    const decision = { outcome: 'grant', reasons: '申请材料齐全，符合法定形式', results }
    await act(town, 'decide', { ...ids(filing), stage: stage.id, ...decision }, officer)
  }
  return waiting.length > 0
}
