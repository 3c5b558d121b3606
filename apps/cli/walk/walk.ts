import type { LicenceSummary } from '#engines/credential/model.ts'
import type { CaseView } from '#engines/casework/views.ts'
import type { Match } from '#engines/policy/contract-library.ts'
import type { ImportReading, ImportState } from '#engines/party/import/model.ts'
import { problem, type Session } from '../command.ts'
import { type Payment, payBenefit } from './benefit.ts'
import { carryThrough, file, type Filed } from './company.ts'
import { demoAt, type Demo } from './demo.ts'
import type { WalkFile } from './walk-file.ts'

export interface Walked {
  readonly case: {
    readonly id: string
    readonly partyId: string
    readonly standing: string
    readonly name: string
  }
  readonly creditCode: string | null
  readonly licences: readonly { readonly type: string; readonly number: string; readonly state: string }[]
  readonly verdicts: readonly {
    readonly policy: string
    readonly verdict: string
    readonly amount: number | null
    readonly summary: { zh: string; en: string }
  }[]
  readonly payment: Payment | null
  /** what `expect` asked for and did not come */
  readonly unmet: readonly string[]
}

/** Drives one founder through a running demonstration city, over its public API only. */
export async function walkThrough(session: Session, url: string, walk: WalkFile): Promise<Walked> {
  const demo = await demoAt(url)
  if (!(await demo.me()).demo)
    throw problem(
      'demo-only',
      ['只能在演示环境里走流程', 'A walk needs a demonstration'],
      ['请不写 --url，让它自己启动一个。', 'Leave --url out and it starts one of its own.'],
      1,
    )
  const filed = await file(session, demo, walk)
  const view = await carryThrough(session, demo, walk, filed)
  const creditCode = resultOf(view, 'credit-code')
  if (creditCode) session.tell(`统一社会信用代码 ${creditCode}。`, `The credit code is ${creditCode}.`)
  const licences = await licencesOf(session, demo, filed, view)
  if (walk.facts && creditCode) await importFacts(session, demo, creditCode, walk.facts, walk.on)
  const verdicts = await verdictsOf(session, filed, walk.on)
  const payment = walk.benefit
    ? await payBenefit(session, demo, walk.benefit, filed, resultOf(view, 'appointment'))
    : null
  const { name } = await filed.api.get<{ name: string }>(`/parties/${filed.partyId}`)
  const walked = {
    case: { id: filed.caseId, partyId: filed.partyId, standing: view.standing, name },
    creditCode: creditCode ?? null,
    licences,
    verdicts,
    payment,
  }
  return { ...walked, unmet: unmetOf(walked, walk.expect) }
}

const resultOf = ({ lanes }: CaseView, id: string): string | undefined => {
  const value = lanes.flatMap(({ results }) => results).find((result) => result.id === id)?.value
  return value === undefined ? undefined : String(value)
}

/** Licences follow a decision within moments; those promised by the case are waited for. */
async function licencesOf(session: Session, demo: Demo, { api, partyId }: Filed, { lanes }: CaseView) {
  const promised = lanes.filter(({ standing, result }) => standing === 'granted' && result?.credential).length
  const list = async () => (await api.get<{ items: LicenceSummary[] }>('/my/licences', { partyId })).items
  const ready = async () => {
    const licences = await list()
    return licences.length >= promised && licences.every(({ state }) => state !== 'issued')
  }
  await demo.until(async () => ((await ready()) ? true : undefined), { tries: 80, seconds: 5 })
  const licences = await list()
  for (const { title, number, state } of licences)
    session.line(`  ${title[session.language]}  ${number}  ${state}`)
  return licences.map(({ licenceType, number, state }) => ({ type: licenceType, number, state }))
}

/** Facts come in as they do in a city: a file of the data office, previewed and applied. */
async function importFacts(
  session: Session,
  demo: Demo,
  creditCode: string,
  facts: Readonly<Record<string, unknown>>,
  on: string | undefined,
): Promise<void> {
  const data = await demo.seat('data-officer')
  if (!data) return
  const { hash } = await data.upload('facts.ndjson', JSON.stringify({ 统一社会信用代码: creditCode, facts }))
  const { today } = await demo.me()
  const { id } = await data.post('/imports', {
    fileHash: hash,
    fileName: 'facts.ndjson',
    department: 'data-administration',
    on: on !== undefined && on < today ? on : undefined,
  })
  const read = await demo.until(async () => {
    const one = await data.get<{ state: ImportState; reading?: ImportReading }>(`/imports/${id}`)
    return one.state === 'reading' ? undefined : one.reading
  })
  const faulty =
    read?.fault ?? read?.columns.find((column) => column.problem)?.problem ?? (await firstError(data, id))
  if (faulty)
    throw problem(faulty.code, [faulty.title.zh, faulty.title.en], [faulty.remedy.zh, faulty.remedy.en], 1)
  await data.post(`/imports/${id}/apply`, { accept: 'all' })
  session.tell(
    `部门数据已入库 ${read?.counts.newFacts ?? 0} 项。`,
    `${read?.counts.newFacts ?? 0} facts came in.`,
  )
}

const firstError = async (data: Awaited<ReturnType<Demo['as']>>, id: string) =>
  (
    await data.get<{
      items: {
        errors: { code: string; title: { zh: string; en: string }; remedy: { zh: string; en: string } }[]
      }[]
    }>(`/imports/${id}/errors`)
  ).items[0]?.errors[0]

async function verdictsOf(session: Session, { api, partyId }: Filed, on: string | undefined) {
  const { items } = await api.get<{ items: Match[] }>(`/parties/${partyId}/policies`, { on })
  for (const { title, verdict, explanation } of items)
    session.line(`  ${title[session.language]}  ${verdict}  ${explanation.summary[session.language]}`)
  return items.map(({ policyId, verdict, amountFen, explanation }) => ({
    policy: policyId,
    verdict,
    amount: amountFen,
    summary: explanation.summary,
  }))
}

function unmetOf(walked: Omit<Walked, 'unmet'>, expected: WalkFile['expect']): string[] {
  if (!expected) return []
  const unmet: string[] = []
  const ask = (what: string, wanted: unknown, came: unknown) => {
    if (wanted !== undefined && wanted !== came) unmet.push(`${what}: ${String(wanted)} ≠ ${String(came)}`)
  }
  ask('standing', expected.standing, walked.case.standing)
  ask('licences', expected.licences, walked.licences.length)
  ask('payment', expected.payment, walked.payment?.state === 'settled' ? walked.payment.amountFen : undefined)
  for (const [policy, verdict] of Object.entries(expected.verdicts ?? {}))
    ask(policy, verdict, walked.verdicts.find((one) => one.policy === policy)?.verdict)
  return unmet
}
