import type { Complaint, Definitions, PlainLine, Publishing } from '#kernel/definition.ts'
import { type Bilingual, bilingual } from '#kernel/text.ts'
import { formLines, limitWords, line, stageLines, together } from './item-parts-in-words.ts'
import { misfits } from './district-checks.ts'
import { localsOf } from '../filing/plans.ts'
import { themesBroken } from '../themes-broken.ts'
import { placeLines, termLines } from './terms-in-words.ts'
import { departmentNamed } from '../names.ts'
import type { Item } from './item.ts'

/** How an item of the catalogue is claimed, compiled, reviewed, published, changed and retired by officers in the page. */
export const itemPublishing: Publishing<Item> = {
  title: { zh: '政务服务事项', en: 'Service item' },
  gates: ['legal-review'],
  companions: [],
  blank: ({ title, department, today }) => ({
    title: { zh: title },
    inForce: { from: today },
    type: 'licence',
    level: 'city',
    audience: ['enterprise'],
    handling: 'promised',
    department,
    legalBasis: [],
    acceptConditions: [],
    limits: {
      statutory: { basis: [] },
      promised: { limit: { count: 20, unit: 'working-days' }, basis: [], confidence: 'unverified' },
    },
    channels: ['online', 'counter'],
    visits: 0,
    fields: [],
    inputs: [],
    outputs: [],
    materials: [],
    stages: [{ id: 'examine', title: { zh: '审查', en: 'Examination' }, department, decidedBy: 'officer' }],
    result: { kind: 'approval', title: { zh: title } },
    fee: { charged: false },
    deviations: [],
    confidence: 'unverified',
  }),
  office: ({ department }) => ({ department }),
  plain: plainItem,
  lacks: themesBroken,
  warns: districtsLeftBehind,
}

/** Districts' versions that the changed item has no place for any more: each district is told, none is stopped. */
function districtsLeftBehind(item: Item, all: Definitions): Complaint[] {
  return localsOf(all, item.id).flatMap((local) =>
    misfits(local, item).map((complaint) => ({
      ...complaint,
      path: [],
      message: {
        zh: `“${local.title.zh}”：${complaint.message.zh}`,
        en: `${local.title.en}: ${complaint.message.en}`,
      },
    })),
  )
}

const types: Readonly<Record<Item['type'], Bilingual>> = {
  licence: { zh: '行政许可', en: 'Licence' },
  payment: { zh: '行政给付', en: 'Payment' },
  confirmation: { zh: '行政确认', en: 'Confirmation' },
  award: { zh: '行政奖励', en: 'Award' },
  ruling: { zh: '行政裁决', en: 'Ruling' },
  other: { zh: '其他行政权力', en: 'Other power' },
  'public-service': { zh: '公共服务', en: 'Public service' },
}
const channels: Readonly<Record<Item['channels'][number], Bilingual>> = {
  online: { zh: '网上', en: 'online' },
  counter: { zh: '窗口', en: 'at a counter' },
  post: { zh: '快递', en: 'by post' },
  terminal: { zh: '自助终端', en: 'at a terminal' },
}

const lawWords = (laws: Item['legalBasis']): Bilingual =>
  together(
    laws.map(({ law, article }) =>
      bilingual(
        `《${law}》${article ? `第 ${article} 条` : ''}`,
        `${law}${article ? `, art. ${article}` : ''}`,
      ),
    ),
  )

/** All that an item says, in the order of its guide; keys stay while a line is about the same thing. */
export function plainItem(item: Item, all: Definitions): PlainLine[] {
  const { statutory, promised } = item.limits
  const given = (...lines: (PlainLine | false | undefined)[]) =>
    lines.filter((one): one is PlainLine => one !== undefined && one !== false)
  return given(
    line('title', '事项名称', 'Item', item.title),
    line('type', '事项类型', 'Type', types[item.type]),
    line('department', '实施机关', 'Authority', departmentNamed(all, item.department).title),
    line('law', '设定依据', 'Legal basis', lawWords(item.legalBasis)),
    line('conditions', '受理条件', 'Conditions', together(item.acceptConditions)),
    line(
      'statutory',
      '法定办结时限',
      'Statutory limit',
      statutory.limit
        ? limitWords(statutory.limit)
        : (statutory.note ??
            (statutory.onTheSpot
              ? { zh: '当场办结', en: 'On the spot' }
              : { zh: '没有写', en: 'Not given' })),
    ),
    statutory.extension &&
      line('extension', '可以延长', 'May be extended by', limitWords(statutory.extension)),
    line('promise', '承诺办结时限', 'Promised limit', limitWords(promised.limit)),
    line('channels', '办理形式', 'Channels', together(item.channels.map((one) => channels[one]))),
    line('visits', '到现场次数', 'Visits', bilingual(`${item.visits} 次`, String(item.visits))),
    ...formLines(item, all),
    ...stageLines(item, all),
    line('result', '办理结果', 'Result', item.result.title),
    line(
      'fee',
      '收费',
      'Fee',
      item.fee.note ?? (item.fee.charged ? { zh: '收费', en: 'Charged' } : { zh: '不收费', en: 'Free' }),
    ),
    ...placeLines(item),
    ...termLines(item, all),
    item.commitment && line('commitment', '告知承诺', 'Commitment', item.commitment.text),
    item.refusalGrounds &&
      line(
        'grounds',
        '不予办理的理由',
        'Grounds for refusal',
        together(item.refusalGrounds.map(({ title }) => title)),
      ),
    ...(item.implementation?.questions ?? []).map(({ question, answer }, i) =>
      line(
        `question ${i + 1}`,
        '常见问题',
        'Question',
        bilingual(`${question.zh} ${answer.zh}`, `${question.en} ${answer.en}`),
      ),
    ),
  )
}
