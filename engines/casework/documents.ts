import { cityKind } from '#definitions/city/kinds.ts'
import { dayText } from '#kernel/day-text.ts'
import type { Instant } from '#kernel/time.ts'
import { dayOf } from '#kernel/time.ts'
import type { Moment } from '#platform/engine.ts'
import { type PdfPage, renderPdf } from '#platform/pdf.ts'
import { NotFound } from '#platform/query.ts'
import { departmentNamed } from './names.ts'
import { answerShown } from './form-view.ts'
import type { CaseState, DocumentKind, PartState } from './model.ts'
import { caseNoticeText, noticeText } from './notices.ts'
import { type CasePlan, nodeOf, type PlanNode } from './plan.ts'
import { planOfCase } from './plans.ts'

/** A served document on paper. Written anew from the record each time: the same record yields the same words. */
export async function documentPdf(
  caseId: string,
  state: CaseState,
  kind: DocumentKind,
  part: string | undefined,
  moment: Moment,
): Promise<{ bytes: Uint8Array; mediaType: string; fileName: string }> {
  const served = state.served.findLast(
    (one) => one.document === kind && (part === undefined || one.part === part),
  )
  if (!served) throw new NotFound()
  const plan = planOfCase(moment.definitions, state)
  const content = contentOf(kind, plan, state, served.part, moment)
  const number = `${kind.toUpperCase()}-${caseId.slice(0, 8)}${served.part ? `-${served.part}` : ''}`
  const drawn = await renderPdf({ title: content.title, at: served.at }, (page) =>
    draw(page, content, number, served.at, moment),
  )
  if ('missingGlyphs' in drawn)
    throw new Error(`no font draws ${drawn.missingGlyphs.join(' ')} in document ${number}`)
  return { bytes: drawn.pdf, mediaType: 'application/pdf', fileName: `${content.title}-${state.title}.pdf` }
}

interface Content {
  readonly title: string
  readonly department: string
  readonly addressee: string
  readonly body: readonly string[]
  readonly rows: readonly (readonly [label: string, value: string])[]
  readonly close: readonly string[]
}

const chineseDay = (day: string) => dayText(day, 'zh')

function contentOf(
  kind: DocumentKind,
  plan: CasePlan,
  state: CaseState,
  partId: string | undefined,
  moment: Moment,
): Content {
  const node = partId === undefined ? undefined : nodeOf(plan, partId)
  const part = partId === undefined ? undefined : state.parts[partId]
  const department = departmentNamed(moment.definitions, node?.definition.department ?? plan.theme.department)
    .title.zh
  const base = {
    department,
    addressee: `${state.title}（经办人：${state.applicant.name}）`,
    rows: [],
    close: [],
  }
  const on = (at: Instant | undefined) =>
    at === undefined ? '' : chineseDay(dayOf(at, moment.calendar.offsetMinutes))
  if (kind === 'joint-extension' || kind === 'results' || kind === 'payment-sheet' || kind === 'survey')
    return { ...base, ...caseNoticeText(kind, plan, state, on) }
  if (!node || !part) return { ...base, ...receipt(plan, state) }
  switch (kind) {
    case 'correction':
      return { ...base, ...correction(plan, node, part, on) }
    case 'grant':
      return { ...base, ...grant(node, part) }
    case 'refusal':
      return { ...base, ...refusal(node, part) }
    case 'supplement':
    case 'special-procedure':
    case 'hearing':
    case 'extension':
    case 'revocation':
      return { ...base, ...noticeText(kind, plan, node, part, state, on) }
    default:
      return { ...base, ...acceptance(node, part, on) }
  }
}

function receipt(plan: CasePlan, state: CaseState): Pick<Content, 'title' | 'body' | 'rows' | 'close'> {
  const shown = [...plan.fields.values()].flatMap((field) => {
    const answer = state.answers[field.id]
    return answer === undefined || field.sensitive
      ? []
      : [[field.title.zh, answerShown(field, answer).zh] as const]
  })
  return {
    title: '收件凭证',
    body: [`已收到您提交的${plan.theme.title.zh}申请，填报内容如下。`],
    rows: shown,
    close: [
      '收到材料后五个工作日内没有告知需要补正的，自收到之日起即为受理。',
      '依据：《中华人民共和国行政许可法》第三十二条。',
    ],
  }
}

function acceptance(node: PlanNode, part: PartState, on: (at: Instant | undefined) => string) {
  const { promised, statutory } = node.definition.limits
  const silent = part.acceptedHow === 'deemed'
  return {
    title: '受理通知书',
    body: [
      silent
        ? `您的“${node.definition.title.zh}”申请于${on(part.receivedAt)}收到，五个工作日内没有告知补正，自收到之日起视为受理。`
        : `您的“${node.definition.title.zh}”申请材料齐全、符合法定形式，予以受理。`,
    ],
    rows: [
      ['收到日期', on(part.receivedAt)],
      ['受理日期', on(silent ? part.receivedAt : part.acceptedAt)],
      ['承诺时限', limitText(promised.limit)],
      ...(statutory.limit ? [['法定时限', limitText(statutory.limit)] as const] : []),
    ] as const,
    close: ['依据：《中华人民共和国行政许可法》第三十二条。'],
  }
}

const units = {
  'office-minutes': '分钟（办公时间）',
  'working-days': '个工作日',
  days: '日',
  months: '个月',
  years: '年',
}
const limitText = ({ count, unit }: { count: number; unit: keyof typeof units }) => `${count} ${units[unit]}`

function correction(
  plan: CasePlan,
  node: PlanNode,
  part: PartState,
  on: (at: Instant | undefined) => string,
) {
  const last = part.corrections.at(-1)
  return {
    title: '补正告知书',
    body: [`您的“${node.definition.title.zh}”申请需要补正以下内容。这是需要补正的全部内容。`],
    rows: (last?.items ?? []).map(
      ({ field, reason }) =>
        [plan.fields.get(field)?.title.zh ?? plan.materials.get(field)?.title.zh ?? field, reason] as const,
    ),
    close: [
      `告知日期：${on(last?.at)}。补正期间不计入办理时限。`,
      '依据：《中华人民共和国行政许可法》第三十二条。',
    ],
  }
}

function grant(node: PlanNode, part: PartState) {
  const results = node.definition.outputs.flatMap(({ id, title, from }) => {
    const value = part.outputs[id]
    return value === undefined || (from && 'granted' in from) ? [] : [[title.zh, String(value)] as const]
  })
  return {
    title: '准予决定书',
    body: [
      `您的“${node.definition.title.zh}”申请符合法定条件，准予办理。`,
      ...(part.reasons ? [`理由：${part.reasons}`] : []),
    ],
    rows: [['办理结果', node.definition.result.title.zh] as const, ...results],
    close: [`依据：${lawText(node)}。`],
  }
}

const lawText = (node: PlanNode) =>
  node.definition.legalBasis
    .map(({ law, article }) => `《${law}》${article ? `第 ${article} 条` : ''}`)
    .join('、')

/** 行政许可法 art. 38: a refusal is written, gives reasons, and tells the remedies. */
function refusal(node: PlanNode, part: PartState) {
  return {
    title: '不予办理决定书',
    body: [`您的“${node.definition.title.zh}”申请，决定不予办理。`],
    rows: [
      ['理由', part.reasons ?? ''],
      ['依据', part.basis ?? ''],
    ] as const,
    close: [
      '不服本决定的，可以自知道本决定之日起六十日内申请行政复议，或者自知道之日起六个月内直接提起行政诉讼。',
      '依据：《中华人民共和国行政许可法》第三十八条、《中华人民共和国行政复议法》第二十条。',
    ],
  }
}

const left = 72
const width = 451

function draw(page: PdfPage, content: Content, number: string, at: Instant, moment: Moment): void {
  const city = moment.definitions.list(cityKind)[0]
  page.font('bold').fontSize(22).text(content.title, left, 96, { width, align: 'center' })
  page.font('regular').fontSize(10).text(`编号：${number}`, { width, align: 'center' })
  page.moveDown(2).fontSize(12).text(`${content.addressee}：`, left, page.y, { width })
  for (const line of content.body)
    page.moveDown(0.6).text(line, left, page.y, { width, indent: 24, lineGap: 4 })
  page.moveDown(0.8)
  for (const [label, value] of content.rows) drawRow(page, label, value)
  page.moveDown(0.8)
  for (const line of content.close) page.fontSize(10.5).text(line, left, page.y, { width, lineGap: 3 })
  page
    .moveDown(2)
    .fontSize(12)
    .text(content.department, left, page.y, { width, align: 'right' })
    .text(chineseDay(dayOf(at, moment.calendar.offsetMinutes)), { width, align: 'right' })
  if (city?.contact.telephone)
    page.moveDown(2).fontSize(9).text(`咨询电话：${city.contact.telephone}`, left, page.y, { width })
}

function drawRow(page: PdfPage, label: string, value: string): void {
  if (page.y > 720) page.addPage()
  const top = page.y
  page.fontSize(11).text(label, left, top, { width: 140 })
  const end = page.y
  page.text(value || '—', left + 150, top, { width: width - 150 })
  page.x = left
  page.y = Math.max(end, page.y) + 5
}
