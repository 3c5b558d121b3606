import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCityTown } from '#apps/testing/city-town.ts'
import { aStartUp, clickPolicy } from '#engines/policy/claims/fixtures.ts'
import type { Actor } from '#kernel/actor.ts'
import { instantFrom, msOf } from '#kernel/time.ts'
import type { TestSystem } from '#platform/testing/system.ts'

let town: TestSystem
beforeAll(async () => {
  town = await openCityTown()
})
afterAll(() => town?.close())

type Input = Record<string, unknown>
async function act(engine: string, operation: string, input: Input, as?: Actor): Promise<string> {
  const answer = await town.execute(engine, operation, input, as ? { as } : {})
  if (answer.kind !== 'written') throw new Error(`${operation}: ${JSON.stringify(answer.failure)}`)
  return answer.id
}
async function read<T>(engine: string, operation: string, input: Input, as: Actor): Promise<T> {
  const answer = await town.query<T>(engine, operation, input, as)
  if (answer.kind !== 'answer') throw new Error(`${operation}: ${JSON.stringify(answer.failure)}`)
  return answer.answer
}
const tick = () => town.clock.set(instantFrom(msOf(town.clock.now()) + 1000))
const noticesOf = async (partyId: string, as: Actor) =>
  (
    await read<{ items: { subject: string; text: { zh: string } }[] }>(
      'message',
      'listNotices',
      { partyId },
      as,
    )
  ).items
const verdictOf = async (partyId: string, as: Actor) =>
  (
    await read<{ items: { policyId: string; verdict: string }[] }>('policy', 'matchParty', { partyId }, as)
  ).items.find(({ policyId }) => policyId === clickPolicy)?.verdict

describe('an objection to a verdict', () => {
  interface Queue {
    readonly items: readonly { readonly caseId: string; readonly stage: string; readonly dueAt?: string }[]
  }
  interface Case {
    readonly lanes: readonly {
      readonly stages: readonly {
        readonly explanation?: { readonly verdict: string; readonly because?: string }
      }[]
    }[]
  }
  const objected = async () => {
    const { partyId, founder } = await aStartUp(town, { 'hr.threeMonthEmployees': 0 })
    const text = '我们有两名员工参保超过三个月，请核对。'
    await act('policy', 'objectToVerdict', { partyId, policyId: clickPolicy, text }, founder)
    await town.system.settle()
    return { partyId, founder: await town.refresh(founder) }
  }
  const queueOf = async (department: string) => {
    const officer = await town.account(`examiner-${department}`, 'officer', { department })
    return {
      officer,
      queue: await read<Queue>('casework', 'listQueue', { theme: 'policy-objection' }, officer),
    }
  }

  test('is a case of the deciding department with a time limit and the verdict as it stood, and is answered with reasons', async () => {
    const { partyId, founder } = await objected()
    tick()
    const facts = [{ fact: 'hr.threeMonthEmployees', value: 2, on: '2026-03-02', source: 'social-insurance' }]
    await act('party', 'recordFacts', { partyId, facts, cause: 'corrected' })
    const elsewhere = await queueOf('tax')
    expect(elsewhere.queue.items).toEqual([])
    const { officer, queue } = await queueOf('human-resources')
    expect(queue.items).toEqual([
      expect.objectContaining({ stage: 'objection.examine', dueAt: expect.any(String) }),
    ])
    const { caseId = '', stage = '' } = queue.items[0] ?? {}
    const shown = await read<Case>('casework', 'getCase', { partyId, caseId }, founder)
    const frozen = shown.lanes[0]?.stages[0]?.explanation
    expect(frozen).toMatchObject({ verdict: 'ineligible', because: 'insured' })
    await act('casework', 'claim', { partyId, caseId, stage }, officer)
    const decision = { partyId, caseId, stage, outcome: 'grant', reasons: '社保数据已更正为 2 人。' }
    await act('casework', 'decide', decision, officer)
    await town.system.settle()
    const { objections } = await read<{ objections: Input[] }>('policy', 'listMyGrants', { partyId }, founder)
    expect(objections).toEqual([
      expect.objectContaining({ caseId, state: 'resolved', outcome: 'reassessed', reason: decision.reasons }),
    ])
    const told = await noticesOf(partyId, founder)
    expect(told.find(({ subject }) => subject === `objection/${clickPolicy}`)?.text.zh).toContain('异议成立')
  })

  test('that is refused is answered with the article', async () => {
    const { partyId, founder } = await objected()
    const { officer, queue } = await queueOf('human-resources')
    const { caseId = '', stage = '' } = queue.items[0] ?? {}
    await act('casework', 'claim', { partyId, caseId, stage }, officer)
    const decision = {
      partyId,
      caseId,
      stage,
      outcome: 'refuse',
      reasons: '只有 1 名员工参保。',
      basis: '第三条',
    }
    await act('casework', 'decide', decision, officer)
    await town.system.settle()
    const { objections } = await read<{ objections: Input[] }>('policy', 'listMyGrants', { partyId }, founder)
    expect(objections).toEqual([
      expect.objectContaining({ outcome: 'dismissed', reason: '只有 1 名员工参保。（第三条）' }),
    ])
  })
})

describe('a fact that nobody has told', () => {
  const asked = async () => {
    const { partyId, founder } = await aStartUp(town, { 'hr.threeMonthEmployees': undefined })
    expect(await verdictOf(partyId, founder)).toBe('unknown')
    const request = { partyId, fact: 'hr.threeMonthEmployees' }
    const requestId = await act('party', 'askForFact', request, founder)
    return { partyId, founder: await town.refresh(founder), requestId }
  }
  const insurance = () => town.account('insurer', 'officer', { department: 'social-insurance' })
  interface Requests {
    readonly items: readonly {
      readonly requestId: string
      readonly state: string
      readonly answerBy?: string
    }[]
  }
  const mine = async (partyId: string, as: Actor) =>
    (await read<Requests>('party', 'listMyFactRequests', { partyId }, as)).items

  test('is asked of its owner, who answers it: the verdict changes and the company is told', async () => {
    const { partyId, founder, requestId } = await asked()
    const queue = await read<Requests>('party', 'listFactRequests', { state: 'open' }, await insurance())
    expect(queue.items.find((one) => one.requestId === requestId)).toMatchObject({ answerBy: '2026-03-09' })
    const other = await town.account('other-office', 'officer', { department: 'tax' })
    expect((await read<Requests>('party', 'listFactRequests', {}, other)).items).toEqual([])
    tick()
    const answer = { partyId, requestId, value: '2人', document: '社会保险登记系统' }
    await act('party', 'answerFactRequest', answer, await insurance())
    await town.system.settle()
    expect(await verdictOf(partyId, founder)).toBe('eligible')
    const told = await noticesOf(partyId, founder)
    expect(told.find(({ subject }) => subject === 'facts/asked')?.text.zh).toContain('2人')
    expect(told.map(({ subject }) => subject)).toContain(`policy/${clickPolicy}`)
    expect((await mine(partyId, founder))[0]).toMatchObject({ state: 'answered' })
  })

  test('is told as well by what its department records otherwise', async () => {
    const { partyId, founder } = await asked()
    expect((await mine(partyId, founder))[0]).toMatchObject({ state: 'open' })
    tick()
    const facts = [{ fact: 'hr.threeMonthEmployees', value: 2, on: '2026-03-02', source: 'social-insurance' }]
    await act('party', 'recordFacts', { partyId, facts, cause: 'import' })
    expect((await mine(partyId, founder))[0]).toMatchObject({ state: 'told' })
  })
})
