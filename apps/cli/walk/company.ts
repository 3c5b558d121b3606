import { randomUUID } from 'node:crypto'
import type { CaseView, QueueCase, QueueRow } from '#engines/casework/views.ts'
import type { FormView, PreviewView } from '#engines/casework/filing/form-views.ts'
import type { Session } from '../command.ts'
import { type Api, connectApi } from './api.ts'
import { answersFor, wrongAnswers } from './answers.ts'
import type { Demo } from './demo.ts'
import type { Decision, WalkFile } from './walk-file.ts'

export interface Filed {
  readonly api: Api
  readonly partyId: string
  readonly caseId: string
}

/** A founder signs up, opens a draft, answers, and submits everything at once. */
export async function file(session: Session, demo: Demo, walk: WalkFile): Promise<Filed> {
  const login = walk.founder.login ?? `walk-${randomUUID().slice(0, 12)}`
  const password = randomUUID()
  const api = connectApi(demo.url, { path: '/session', body: { login, password } })
  await api.post('/accounts', { login, name: walk.founder.name, password })
  session.tell(
    `创办人 ${walk.founder.name} 已注册账号 ${login}。`,
    `${walk.founder.name} opened the account ${login}.`,
  )
  const party = await api.post('/parties', { name: `${walk.founder.name}的公司` })
  const partyId = party.id
  const { id: caseId } = await api.post(`/parties/${partyId}/cases`, { theme: walk.theme })
  const form = await api.get<FormView>(`/themes/${walk.theme}/form`)
  const { answers, strangers } = answersFor(form, walk.answers)
  await api.post(`/parties/${partyId}/cases/${caseId}/answers`, { answers })
  const preview = await api.get<PreviewView>(`/parties/${partyId}/cases/${caseId}/preview`)
  const wrong = wrongAnswers(form, strangers, preview)
  if (wrong) throw wrong
  session.tell(
    `已填 ${Object.keys(answers).length} 项，名称为 ${preview.companyName ?? '—'}。`,
    `Answered ${Object.keys(answers).length} fields; the name is ${preview.companyName ?? '—'}.`,
  )
  await api.post(`/parties/${partyId}/cases/${caseId}/submit`, { signed: preview.toSign })
  session.tell('已提交。', 'Submitted.')
  return { api, partyId, caseId }
}

const ended = ['completed', 'refused', 'withdrawn', 'expired']

/** Lets the city work: rules at once, outside systems in their time, officers as the file says. */
export async function carryThrough(
  session: Session,
  demo: Demo,
  walk: WalkFile,
  filed: Filed,
): Promise<CaseView> {
  const path = `/parties/${filed.partyId}/cases/${filed.caseId}`
  const view = await demo.until(async () => {
    const current = await filed.api.get<CaseView>(path)
    if (ended.includes(current.standing)) return current
    await answerOpenStages(session, demo, walk, filed)
    return undefined
  })
  const last = view ?? (await filed.api.get<CaseView>(path))
  for (const { item, standing } of last.lanes) session.line(`  ${item.title[session.language]}  ${standing}`)
  return last
}

async function answerOpenStages(session: Session, demo: Demo, walk: WalkFile, filed: Filed): Promise<void> {
  for (const { api, name } of await demo.officers()) {
    const queue = await api
      .get<{ items: QueueRow[] }>('/queue', { limit: '100' })
      .catch(() => ({ items: [] }))
    for (const row of queue.items)
      if (row.caseId === filed.caseId && row.holder === 'officer' && !row.hold) {
        const decision = walk.officers[row.stage] ?? walk.officers['all']
        await decideStage(api, row, decision)
        session.tell(
          `${name} 办理了 ${row.stageTitle.zh}（${row.item.title.zh}）。`,
          `${name} worked on ${row.stageTitle.en} (${row.item.title.en}).`,
        )
      }
  }
}

async function decideStage(api: Api, { partyId, caseId, stage }: QueueRow, decision: Decision | undefined) {
  const path = `/parties/${partyId}/cases/${caseId}`
  const acts = async () => {
    const view = await api.get<QueueCase>(`/queue/${partyId}/${caseId}`)
    return { can: view.acts[stage] ?? [], enter: view.toEnter[stage] ?? [] }
  }
  if ((await acts()).can.includes('claim')) await api.post(`${path}/claim`, { stage })
  if ((await acts()).can.includes('accept')) await api.post(`${path}/accept`, { stage })
  const { can, enter } = await acts()
  if (!can.includes('decide')) return
  const { outcome = 'grant', reasons = '材料齐全，符合条件', basis, results = {} } = decision ?? {}
  const made = Object.fromEntries(enter.map(({ id }) => [id, results[id] ?? `W${Date.now()}`]))
  await api.post(`${path}/decide`, {
    stage,
    outcome,
    reasons,
    basis,
    results: outcome === 'grant' ? made : {},
  })
}
