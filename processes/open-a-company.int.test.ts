import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCityTown } from '#apps/testing/city-town.ts'
import { act, aFilledDraft, aLodged, anOfficer, type Filing, toSign } from '#engines/casework/fixtures.ts'
import type { CaseView, QueueCase, QueueRow } from '#engines/casework/views.ts'
import type { Actor } from '#kernel/actor.ts'
import { creditCodeFault } from '#kernel/credit-code.ts'
import { instantFrom, msOf } from '#kernel/time.ts'
import { callOutside } from '#platform/outside.ts'
import { connect } from '#platform/connectors.ts'
import type { TestSystem } from '#platform/testing/system.ts'
import { type Simulators, startSimulators, systemNames } from '#simulators/start.ts'

const secret = 'shared-between-two'
const dir = mkdtempSync(path.join(tmpdir(), 'yishang-open-'))
let town: TestSystem
let simulators: Simulators

beforeAll(async () => {
  let now = () => '2026-03-02T01:00:00.000Z'
  simulators = await startSimulators({ dir, secret, now: () => now(), tickMs: 60_000 })
  town = await openCityTown({
    now: '2026-03-02T01:00:00.000Z',
    outside: connect(
      Object.fromEntries(systemNames.map((name) => [name, { url: simulators.urls[name], secret }])),
    ),
  })
  now = () => town.clock.now()
})
afterAll(async () => {
  await town?.close()
  await simulators?.stop()
  rmSync(dir, { recursive: true, force: true })
})

/** Lets the city's time pass in small steps, as it would, with everything that follows. */
async function pass(seconds: number, steps = 1): Promise<void> {
  for (let step = 0; step < steps; step++) {
    town.clock.set(instantFrom(msOf(town.clock.now()) + (seconds * 1000) / steps))
    simulators.tick()
    await town.system.settle()
  }
}

const order = (system: (typeof systemNames)[number], fault: Record<string, unknown>) =>
  callOutside({ url: `${simulators.urls[system]}/faults`, method: 'POST', body: fault, secret })

async function caseOf({ partyId, caseId }: Filing, as?: Actor): Promise<CaseView> {
  const answer = await town.query<CaseView>('casework', 'getCase', { partyId, caseId }, as)
  if (answer.kind === 'failed') throw new Error(JSON.stringify(answer.failure))
  return answer.answer
}
const laneOf = (view: CaseView, part: string) => {
  const lane = view.lanes.find((one) => one.part === part)
  if (!lane) throw new Error(`no lane ${part}`)
  return lane
}
const ids = ({ partyId, caseId }: Filing) => ({ partyId, caseId })
const everything = {
  'opening-staff': 3,
  'housing-fund-ratio': 5,
  'book-bank-account': true,
  'bank-branch': 'sample-bank-tianhe',
}

/** The fund's officer finishes the only item that people work on. */
async function fundOfficerDecides(filing: Filing) {
  const officer = await anOfficer(town, 'housing-fund')
  const stage = 'housing-fund.register'
  await act(town, 'claim', { ...ids(filing), stage }, officer)
  const decision = { outcome: 'grant', reasons: '登记信息齐全', results: { 'fund-number': 'GJ0001' } }
  await act(town, 'decide', { ...ids(filing), stage, ...decision }, officer)
}

/** The business licence stands, verifies by its code, and carries a record of every office that makes one. */
async function carriesItsRecords({ partyId }: Filing, creditCode: string) {
  const ask = async <T>(operation: string, input: Record<string, unknown>) => {
    const answer = await town.query<T>('credential', operation, input)
    if (answer.kind === 'failed') throw new Error(JSON.stringify(answer.failure))
    return answer.answer
  }
  type Found = { items: { licenceId: string; licenceType: string }[] }
  const { items } = await ask<Found>('findLicences', { q: creditCode })
  const base = items.find((one) => one.licenceType === 'business-licence')
  type Shown = {
    link: string
    momentLink: string
    parts: { licenceType: string; lapsed?: string }[]
    claims: unknown[]
  }
  const licence = await ask<Shown>('getLicence', { partyId, licenceId: base?.licenceId })
  expect(licence.parts.map(({ licenceType }) => licenceType)).toEqual([
    'seal-record',
    'tax-record',
    'social-insurance-record',
    'housing-fund-record',
  ])
  expect(licence.claims).toContainEqual(expect.objectContaining({ id: 'legalForm', value: '有限责任公司' }))
  // The code that never changes leads to whatever there is now; that of the moment names it.
  for (const [text, form] of [
    [licence.link, 'elsewhere'],
    [licence.momentLink, 'ids'],
  ])
    expect(await ask('verifyLicence', { text })).toMatchObject({
      outcome: 'valid',
      says: { creditCode, permits: { form } },
    })
}

describe('opening a company', () => {
  test('goes from one filing to a company with all its records, and every office had its part', async () => {
    const filing = await aLodged(town, everything)
    await pass(60, 12)
    await fundOfficerDecides(filing)
    await town.system.settle()
    const view = await caseOf(filing)
    expect(view.standing).toBe('completed')
    expect(view.lanes.map((lane) => [lane.part, lane.standing])).toEqual([
      ['name', 'granted'],
      ['registration', 'granted'],
      ['bank-account', 'granted'],
      ['housing-fund', 'granted'],
      ['seals', 'granted'],
      ['social-insurance', 'granted'],
      ['tax', 'granted'],
    ])
    const code = String(laneOf(view, 'registration').results.find(({ id }) => id === 'credit-code')?.value)
    expect(creditCodeFault(code)).toBeUndefined()
    expect(code.slice(0, 8)).toBe('91440106')
    expect(laneOf(view, 'tax').results.map(({ id }) => id)).toEqual(['invoice-account', 'invoice-quota'])
    expect(laneOf(view, 'registration').stages[0]?.doneBy?.holder).toBe('rule')
    expect(laneOf(view, 'registration').stages[0]?.explanation?.verdict).toBe('eligible')
    expect(laneOf(view, 'seals').stages[0]?.doneBy?.holder).toBe('outside')
    expect(view.clock).toMatchObject({ unit: 'office-minutes', lamp: 'grey' })
    expect(view.clock?.used).toBeLessThan(view.clock?.allowed ?? 0)

    const party = await town.query<{
      name: string
      creditCode?: string
      facts: { fact: string; value: unknown }[]
    }>('party', 'getParty', { partyId: filing.partyId })
    const known = party.kind === 'answer' ? party.answer : undefined
    expect(known).toMatchObject({ name: view.title, creditCode: code })
    const facts = Object.fromEntries((known?.facts ?? []).map(({ fact, value }) => [fact, value]))
    expect(facts).toMatchObject({
      'ent.uscc': code,
      'ent.regDate': '2026-03-02',
      'ent.industry': '65',
      'ent.type': 'company',
      'ent.regDistrict': 'tianhe',
    })
    await carriesItsRecords(filing, code)
  })

  test('the registration is decided in the same moment as the filing, with its reasons', async () => {
    const filing = await aLodged(town)
    await town.system.settle()
    const view = await caseOf(filing)
    expect(laneOf(view, 'registration').endedAt).toBe(view.lodgedAt)
  })

  test('what the rule cannot grant an officer receives with the reason, and is never refused by the rule', async () => {
    const filing = await aLodged(town, { 'address-kind': 'other' })
    await town.system.settle()
    const [stage] = laneOf(await caseOf(filing), 'registration').stages
    expect(stage).toMatchObject({ holder: 'officer', handover: { reason: 'rule-not-met' } })
    expect(stage?.explanation?.because).toBe('standard-address')
  })

  test('a system that fails, loses its answer, answers nonsense and repeats itself still finishes once', async () => {
    await order('tax', { fault: 'lost-request', on: 'POST /registrations' })
    await order('tax', { fault: 'lost-answer', on: 'POST /registrations' })
    await order('tax', { fault: 'garbage', on: 'GET /registrations/:ref' })
    await order('seal', { fault: 'error-500', times: 2 })
    const filing = await aLodged(town)
    await pass(300, 30)
    const view = await caseOf(filing)
    expect(view.standing).toBe('completed')
    const granted = view.timeline.filter(({ type, part }) => type === 'PartGranted' && part?.id === 'tax')
    expect(granted).toHaveLength(1)
    expect(view.timeline.some(({ words }) => words.zh.includes('暂时没有应答'))).toBe(true)
  })

  test('a report that comes again changes nothing', async () => {
    const filing = await aLodged(town)
    await town.system.settle()
    const report = {
      ...ids(filing),
      stage: 'seals.file',
      status: 'done',
      receipt: 'SL1',
      results: { filingNumber: 'YZ1' },
    }
    await act(town, 'recordOutside', report)
    const before = await caseOf(filing)
    const again = await act(town, 'recordOutside', report)
    const late = await act(town, 'recordOutside', { ...report, status: 'in-progress' })
    expect(late.version).toBe(again.version)
    expect((await caseOf(filing)).timeline).toEqual(before.timeline)
  })

  test('what a system rejects goes to an officer of its department, who may still grant it', async () => {
    await order('tax', { fault: 'reject', on: 'POST /registrations', reason: 'premises-not-found' })
    const filing = await aLodged(town)
    await pass(60, 12)
    const [stage] = laneOf(await caseOf(filing), 'tax').stages
    expect(stage).toMatchObject({ holder: 'officer', handover: { reason: 'outside-rejected' } })
    expect(stage?.handover?.note).toContain('经营场所')
    const officer = await anOfficer(town, 'tax')
    const results = { 'invoice-account': 'EI9', 'invoice-quota': 100 }
    await act(town, 'claim', { ...ids(filing), stage: 'tax.set-up' }, officer)
    await act(
      town,
      'decide',
      { ...ids(filing), stage: 'tax.set-up', outcome: 'grant', reasons: '已电话核实', results },
      officer,
    )
    expect((await caseOf(filing)).standing).toBe('completed')
  })

  test('two officers claim at once: one has it, the other is told who', async () => {
    const filing = await aLodged(town, { 'address-kind': 'other' })
    await town.system.settle()
    const officers = [await anOfficer(town), await anOfficer(town)]
    const answers = await Promise.all(
      officers.map((as) =>
        town.execute('casework', 'claim', { ...ids(filing), stage: 'registration.examine' }, { as }),
      ),
    )
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['failed', 'written'])
    expect(answers.find(({ kind }) => kind === 'failed')).toMatchObject({
      failure: { kind: 'refusal', code: 'claimed-by-another' },
    })
  })

  test('a filing sent twice is one filing: the same key repeats the answer, another key is told so', async () => {
    const filing = await aFilledDraft(town)
    const input = { ...ids(filing), signed: toSign }
    const [first, second, third] = await Promise.all([
      town.execute('casework', 'submit', input, { as: filing.founder, key: 'the-very-same-key' }),
      town.execute('casework', 'submit', input, { as: filing.founder, key: 'the-very-same-key' }),
      town.execute('casework', 'submit', input, { as: filing.founder, key: 'quite-another-key' }),
    ])
    const kinds = [first, second, third].map((answer) =>
      answer.kind === 'written' ? 'written' : answer.failure.kind,
    )
    expect(kinds.filter((kind) => kind === 'written').length).toBeGreaterThanOrEqual(1)
    const lodged = (await caseOf(filing)).timeline.filter(({ type }) => type === 'CaseLodged')
    expect(lodged).toHaveLength(1)
  })

  test('two founders file the same name at once: one has it, the other is refused', async () => {
    const core = '云山珠水'
    const drafts = [
      await aFilledDraft(town, { 'core-name': core }),
      await aFilledDraft(town, { 'core-name': core }),
    ]
    const answers = await Promise.all(
      drafts.map((draft) =>
        town.execute('casework', 'submit', { ...ids(draft), signed: toSign }, { as: draft.founder }),
      ),
    )
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['failed', 'written'])
    expect(answers.find(({ kind }) => kind === 'failed')).toMatchObject({ failure: { code: 'name-taken' } })
    const verdict = await town.query<{ verdict: string; close: string[] }>('casework', 'checkName', {
      theme: 'open-a-company',
      core,
      trade: 'information-technology',
      form: 'llc',
    })
    expect(verdict).toMatchObject({ answer: { verdict: 'taken' } })
  })

  test('silence for five working days is acceptance, and the receipt of it can be downloaded', async () => {
    const filing = await aLodged(town, { 'address-kind': 'other' })
    await town.system.settle()
    await pass(9 * 86_400, 3)
    const lane = laneOf(await caseOf(filing), 'registration')
    expect(lane).toMatchObject({ standing: 'accepted', acceptedHow: 'deemed' })
    expect(lane.stages[0]?.clock.lamp).toBe('red')
    const document = await town.query<{ bytes: Uint8Array; fileName: string }>(
      'casework',
      'getDocument',
      { ...ids(filing), document: 'acceptance', part: 'registration' },
      filing.founder,
    )
    const bytes = document.kind === 'answer' ? document.answer.bytes : new Uint8Array()
    expect(new TextDecoder('latin1').decode(bytes.slice(0, 5))).toBe('%PDF-')
    expect(bytes.length).toBeGreaterThan(5_000)
  })

  test('an officer sees the queue of the own office and district only, and what may be done', async () => {
    const filing = await aLodged(town, { 'address-kind': 'other' })
    await town.system.settle()
    const queueOf = async (officer: Actor) => {
      const title = (await caseOf(filing)).title
      const answer = await town.query<{ items: QueueRow[] }>(
        'casework',
        'listQueue',
        { view: 'unassigned', search: title, limit: 100 },
        officer,
      )
      return answer.kind === 'answer' ? answer.answer.items.map(({ caseId }) => caseId) : []
    }
    expect(await queueOf(await anOfficer(town))).toEqual([filing.caseId])
    expect(await queueOf(await anOfficer(town, 'market-regulation', 'nansha'))).toEqual([])
    expect(await queueOf(await anOfficer(town, 'tax', 'tianhe'))).toEqual([])
    const officer = await anOfficer(town)
    const opened = await town.query<QueueCase>('casework', 'getQueueCase', ids(filing), officer)
    expect(opened).toMatchObject({ answer: { acts: { 'registration.examine': ['claim'] } } })
    const elsewhere = await anOfficer(town, 'market-regulation', 'nansha')
    expect(await town.query('casework', 'getQueueCase', ids(filing), elsewhere)).toMatchObject({
      failure: { kind: 'denied', code: 'not-found' },
    })
  })

  test('the queue pages without losing or repeating a row', async () => {
    for (let i = 0; i < 5; i++) await aLodged(town, { 'address-kind': 'other', district: 'huadu' })
    await town.system.settle()
    const officer = await anOfficer(town, 'market-regulation', 'huadu')
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await town.query<{ items: QueueRow[]; next?: string }>(
        'casework',
        'listQueue',
        { limit: 2, ...(after ? { after } : {}) },
        officer,
      )
      if (page.kind === 'failed') throw new Error(JSON.stringify(page.failure))
      seen.push(...page.answer.items.map(({ caseId }) => caseId))
      after = page.answer.next
    } while (after)
    expect(seen).toHaveLength(5)
    expect(new Set(seen).size).toBe(5)
  })
})
