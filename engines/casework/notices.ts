import type { Instant } from '#kernel/time.ts'
import type { CaseState, DocumentKind, PartState } from './model.ts'
import type { CasePlan, PlanNode } from './plan.ts'
import { slotShown } from './slot.ts'

/** What a notice says, beside who sends it to whom. */
export interface NoticeText {
  readonly title: string
  readonly body: readonly string[]
  readonly rows: readonly (readonly [label: string, value: string])[]
  readonly close: readonly string[]
}

const procedures = {
  hearing: '听证',
  tender: '招标',
  auction: '拍卖',
  inspection: '检验',
  testing: '检测',
  quarantine: '检疫',
  appraisal: '鉴定',
  'expert-review': '专家评审',
} as const

/** The notices that a course out of the usual calls for: documents to follow, special procedure, hearing, extension. */
export function noticeText(
  kind: Extract<DocumentKind, 'supplement' | 'special-procedure' | 'hearing' | 'extension' | 'revocation'>,
  plan: CasePlan,
  node: PlanNode,
  part: PartState,
  state: CaseState,
  on: (at: Instant | undefined) => string,
): NoticeText {
  const item = node.definition.title.zh
  switch (kind) {
    case 'supplement':
      return {
        title: '容缺受理补齐材料通知书',
        body: [`您的“${item}”申请先予收件。以下材料请在限期前补齐，补齐前不作准予决定。`],
        rows: [
          ...(part.owed?.materials ?? []).map(
            (id) => ['材料', plan.materials.get(id)?.title.zh ?? id] as const,
          ),
          ['补齐期限', part.owed?.until ? on(part.owed.until) : '待日历公布'],
        ],
        close: ['依据：《广东省优化营商环境条例》第三十二条。'],
      }
    case 'special-procedure': {
      const hold = part.stages.flatMap((stage) => stage.holds).at(-1)
      return {
        title: '特别程序告知书',
        body: [`您的“${item}”申请需要进行下列程序，所需时间不计算在办理时限内。`],
        rows: [
          ...(hold?.procedure ? [['程序', procedures[hold.procedure]] as const] : []),
          ['原因', hold?.reason ?? ''],
          ['依据', hold?.basis ?? ''],
          ['开始日期', on(hold?.from)],
        ],
        close: ['依据：《中华人民共和国行政许可法》第四十五条。'],
      }
    }
    case 'hearing':
      return {
        title: '听证通知书',
        body: [`您的“${item}”申请将举行听证。您可以陈述意见、提交证据、申请回避。`],
        rows: [
          ['听证日期', part.hearing?.on ? on(`${part.hearing.on}T00:00:00.000Z`) : ''],
          ['地点', part.hearing?.place ?? ''],
          ['申请人', state.title],
        ],
        close: ['依据：《中华人民共和国行政许可法》第四十七条、第四十八条。'],
      }
    case 'extension':
      return {
        title: '延长决定期限告知书',
        body: [`您的“${item}”申请，经本机关负责人批准，延长作出决定的期限。`],
        rows: [
          ['理由', part.extension?.reason ?? ''],
          ['最迟决定日期', part.legal?.dueAt ? on(part.legal.dueAt) : '待日历公布'],
        ],
        close: ['依据：《中华人民共和国行政许可法》第四十二条。'],
      }
    case 'revocation':
      return {
        title: '撤销决定书',
        body: [`您以告知承诺方式办理的“${item}”，经核查承诺不实，决定撤销。`],
        rows: [
          ['核查情况', part.revoked?.reason ?? ''],
          ['依据', part.revoked?.basis ?? ''],
          ['撤销日期', on(part.revoked?.at)],
        ],
        close: [
          '不服本决定的，可以自知道本决定之日起六十日内申请行政复议，或者自知道之日起六个月内直接提起行政诉讼。',
        ],
      }
  }
}

/** The joint case's own notices: its one limit extended, and all its results in one paper. */
export function caseNoticeText(
  kind: 'joint-extension' | 'results' | 'payment-sheet' | 'survey',
  plan: CasePlan,
  state: CaseState,
  on: (at: Instant | undefined) => string,
): NoticeText {
  const theme = plan.theme.title.zh
  if (kind === 'joint-extension')
    return {
      title: '延长统一办理期限告知书',
      body: [`您的“${theme}”申请，经本级人民政府批准，延长统一办理的期限。`],
      rows: [
        ['理由', state.joint?.extension?.reason ?? ''],
        ['最迟决定日期', state.joint?.legal.dueAt ? on(state.joint.legal.dueAt) : '待日历公布'],
      ],
      close: ['依据：《中华人民共和国行政许可法》第四十二条第二款。'],
    }
  if (kind === 'survey') {
    const last = state.survey?.moves.at(-1)
    return {
      title: '联合踏勘时间变更通知书',
      body: [`您的“${theme}”申请，联合踏勘的时间已变更。各家仍在同一时间上门。`],
      rows: [
        ['原定时间', last ? slotShown(last.from).zh : ''],
        ['变更后', state.survey ? slotShown(state.survey).zh : ''],
        ['由谁变更', last?.by === 'office' ? '办理机关' : '申请人'],
        ...(last?.reason ? [['原因', last.reason] as const] : []),
      ],
      close: ['时间不合适的，请在踏勘日之前与我们联系。'],
    }
  }
  if (kind === 'payment-sheet')
    return {
      title: '缴款单',
      body: [`您的“${theme}”申请，应缴款项如下，一张单子一次缴清。`],
      rows: [
        ...(state.charges ?? []).map(
          ({ part, charge, amountFen }) => [chargeNamed(plan, part, charge), yuan(amountFen)] as const,
        ),
        ['合计', yuan((state.charges ?? []).reduce((sum, { amountFen }) => sum + amountFen, 0))],
      ],
      close: ['各项款项缴入各自的收款机关。对金额有异议的，请拨打咨询电话。'],
    }
  return {
    title: '办理结果汇总',
    body: [`您的“${theme}”申请已全部办结，各事项结果如下。`],
    rows: plan.nodes.flatMap(({ id, definition }) => {
      const part = state.parts[id]
      return part ? [[definition.title.zh, resultOf(part, definition.result.title.zh, on)] as const] : []
    }),
    close: ['各事项的决定书和电子证照可以在办件页和证照夹里分别查看、下载。'],
  }
}

const chargeNamed = (plan: CasePlan, part: string, charge: string): string =>
  plan.nodes.find(({ id }) => id === part)?.definition.charges?.find(({ id }) => id === charge)?.title.zh ??
  charge

/** 分 as 元 with two decimals; exact, without a float in between. */
const yuan = (fen: number): string => `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')} 元`

function resultOf(part: PartState, result: string, on: (at: Instant | undefined) => string): string {
  switch (part.standing) {
    case 'granted':
      return `${result}，${on(part.endedAt)}${part.validUntil ? `，有效期至${part.validUntil}` : ''}`
    case 'refused':
      return `不予办理，${on(part.endedAt)}`
    case 'revoked':
      return `已撤销，${on(part.revoked?.at)}`
    default:
      return '未办理'
  }
}
