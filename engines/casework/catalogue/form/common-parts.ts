import {
  choice,
  group,
  id,
  limit,
  manyWords,
  may,
  type Part,
  part,
  rows,
  rule,
  seldom,
  type Shape,
  text,
  title,
  words,
  yes,
} from './part.ts'

/** Parts that stand in several places of an item. */

/** From when until when a version holds. */
export const inForce = part(
  'inForce',
  '施行时间',
  'In force',
  group(
    part('from', '开始', 'From', { is: 'day' }),
    seldom('until', '结束（不含当天）', 'Until, that day left out', { is: 'day' }),
    seldom('gapBefore', '为什么之前有空档', 'Why nothing was in force before', words),
  ),
)
export const confidence = part(
  'confidence',
  '把握',
  'Confidence',
  {
    is: 'choice',
    of: [
      choice('verified', '读过正式文本', 'read in the official text'),
      choice('secondary', '见于转引', 'read where it is quoted'),
      choice('unverified', '未经核对', 'not checked'),
      choice('sample', '样例，待本市确认', 'sample, to be confirmed by the city'),
    ],
  },
  { begins: 'unverified' },
)

export const laws: Shape = rows(
  '依据',
  'law',
  [
    part('law', '法律名称', 'Law', text),
    seldom('number', '文号', 'Document number', text),
    may('article', '条款', 'Article', text),
    confidence,
  ],
  { loose: true, law: true },
)
export const basis = part('basis', '依据', 'Legal basis', laws)

const asWritten = seldom(
  'asWritten',
  '法律只写“日”，按自然日计算',
  'The law says 日: counted in calendar days',
  yes,
)
const note = seldom('note', '说明', 'Note', words)

/** 时限: what law allows. */
export const statutory: Shape = {
  is: 'group',
  lead: 'limit',
  parts: [
    may('limit', '时限', 'Limit', limit),
    seldom('extension', '可以延长', 'May be extended by', limit),
    seldom('onTheSpot', '能当场办的当场办', 'Decided on the spot where that is possible', yes),
    asWritten,
    note,
    seldom(
      'variants',
      '特别情形的时限',
      'Other limits under a condition',
      rows('情形', 'case', [
        part('when', '情形', 'When', words),
        part('limit', '时限', 'Limit', limit),
        basis,
      ]),
    ),
    basis,
  ],
}
export const promised: Shape = {
  is: 'group',
  lead: 'limit',
  parts: [part('limit', '时限', 'Limit', limit), basis, confidence],
}
export const acceptance: Shape = {
  is: 'group',
  lead: 'limit',
  parts: [part('limit', '时限', 'Limit', limit), asWritten, note, basis],
}

/** 容缺受理: what may follow, by which promise, until when. */
export const tolerance: Shape = {
  is: 'group',
  lead: 'materials',
  parts: [
    part('materials', '可以后补的材料', 'May follow later', { is: 'several', of: 'materials' }),
    part('commitment', '承诺书', 'Promised in', { is: 'one', of: 'materials' }),
    part('within', '补齐时限', 'To follow within', limit),
    basis,
    confidence,
  ],
}

const whenNeeded = may('when', '什么情况下需要', 'Needed when', rule, {
  placeholder: { zh: '空着就是都需要', en: 'Empty: always' },
})
export const askedFields = rows(
  '填写内容',
  'field',
  [
    part('field', '字段', 'Field', { is: 'one', of: 'fields' }),
    part('required', '必填', 'Required', yes, { begins: true }),
    whenNeeded,
  ],
  { unlike: 'field' },
)
export const wantedMaterials = rows(
  '材料',
  'material',
  [part('material', '材料', 'Material', { is: 'one', of: 'materials' }), whenNeeded],
  { unlike: 'material' },
)

/** 环节: one step of an item. */
export const stepParts: readonly Part[] = [
  id,
  title('环节名称', 'Name of the step'),
  part('department', '办理部门', 'Department', { is: 'one', of: 'departments' }),
  part(
    'decidedBy',
    '由谁决定',
    'Decided by',
    {
      is: 'choice',
      of: [
        choice('officer', '工作人员', 'an officer'),
        choice('rule', '规则', 'a rule'),
        choice('connector', '业务系统', 'another system'),
        choice('time', '期满自动结束', 'its time ends'),
      ],
    },
    { begins: 'officer' },
  ),
  may('limit', '环节时限', 'Time for the step', limit),
  seldom('decide', '准予的条件', 'Granted when', rule),
  seldom('onSite', '现场核查', 'Visit', {
    is: 'choice',
    of: [
      choice('by-law', '法律要求', 'law asks for it'),
      choice('by-practice', '惯例，可以免', 'usual, may be left out'),
    ],
  }),
  seldom(
    'lookups',
    '先查询的系统',
    'Looked up before',
    rows('查询', 'look-up', [
      part('connector', '业务系统', 'System', { is: 'one', of: 'systems' }),
      part(
        'returns',
        '查得的内容',
        'What it tells',
        rows('内容', 'answer', [
          part('id', '系统里的名称', 'Its name in that system', text),
          title('内容', 'What it is'),
          part('type', '类型', 'Type', {
            is: 'choice',
            of: [
              choice('boolean', '是或否', 'yes or no'),
              choice('text', '文字', 'text'),
              choice('integer', '整数', 'whole number'),
            ],
          }),
        ]),
      ),
    ]),
  ),
  seldom('connector', '业务系统', 'System', { is: 'one', of: 'systems' }),
  seldom('desk', '系统里的受理点', 'Desk in that system', text),
  seldom('send', '送去的内容', 'What is sent', {
    is: 'pairs',
    name: { zh: '系统里的名称', en: 'Its name in that system' },
    of: 'fields',
  }),
  seldom('sendCharges', '同时送去应缴款项', 'The sums to be paid are sent as well', yes),
  seldom('ratings', '评价送到', 'Ratings are sent to', text),
]

export const conditionsOfPlace = seldom('conditions', '场所条件', 'Conditions of the place', manyWords)
