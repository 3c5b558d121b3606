import { acceptance, basis, confidence, laws, promised, statutory, tolerance } from './common-parts.ts'
import {
  choice,
  group,
  id,
  limit,
  manyWords,
  part,
  type Part,
  rows,
  rule,
  said,
  seldom,
  text,
  title,
  together,
  words,
  yes,
} from './part.ts'

/** An item's law: what it stands on, how long it may take, what it costs, and what its own law says of its life. */

export const law: readonly Part[] = [
  part('legalBasis', '设定依据', 'Legal basis', laws),
  part(
    'limits',
    '时限',
    'Limits',
    together(
      part('statutory', '法定办结时限', 'Statutory limit', statutory),
      part('promised', '承诺办结时限', 'Promised limit', promised),
      seldom('applyWithin', '应当多久内提出', 'To be filed within', statutory),
    ),
  ),
  part(
    'fee',
    '收费',
    'Fee',
    together(
      part('charged', '收费', 'Charged', yes),
      seldom('note', '收费说明', 'Note on the fee', words),
      seldom('basis', '收费依据', 'Basis of the fee', laws),
    ),
  ),
  seldom(
    'charges',
    '提交时算出的应缴款项',
    'Sums that filing costs',
    rows('款项', 'sum', [
      id,
      title('款项名称', 'Name of the sum'),
      part(
        'amount',
        '金额',
        'Amount',
        { is: 'formula' },
        {
          hint: said('用规则语言写，算出来是钱。', 'In the rule language; comes to money.'),
        },
      ),
      part('how', '怎样计算', 'How it is reckoned', words),
      seldom('when', '什么情况下收', 'Owed when', rule),
      seldom('payee', '缴给', 'Paid to', { is: 'one', of: 'departments' }),
      basis,
      confidence,
    ]),
  ),
]

export const life: readonly Part[] = [
  seldom('acceptance', '受理或一次告知的时限', 'Time for acceptance or the one notice', acceptance),
  seldom('silence', '逾期不决定的后果', 'What silence means', {
    is: 'ways',
    ways: [
      {
        label: said('视为同意', 'counts as consent'),
        constant: { means: 'granted' },
        parts: [part('limit', '时限', 'After', limit), basis],
      },
      {
        label: said('视为准予延续', 'counts as renewal'),
        constant: { means: 'renewed' },
        parts: [part('until', '到哪一天', 'Until the day in', { is: 'one', of: 'fields' }), basis],
      },
    ],
  }),
  seldom(
    'renewal',
    '延续',
    'Renewal',
    group(
      part('applyBefore', '到期前多久提出', 'To be filed before the end by', limit),
      seldom('decision', '决定时限', 'Decided within', limit),
      basis,
    ),
  ),
  seldom(
    'commitment',
    '告知承诺',
    'Commitment',
    group(
      part('text', '承诺的内容', 'What is promised', words),
      seldom('chosenBy', '由哪项填写选择', 'Chosen by the answer to', { is: 'one', of: 'fields' }),
      seldom('checkFrom', '多久以后开始核查', 'Checked from', limit),
      part('checkWithin', '多久以内核查', 'Checked within', limit),
      part('consequence', '不实的后果', 'If it proves false', words),
      part('excluded', '不适用的情形', 'Not for', manyWords),
      seldom('excludedBy', '据以排除的已知情况', 'Excluded by what is known', { is: 'several', of: 'facts' }),
      basis,
      confidence,
    ),
  ),
  seldom('tolerance', '容缺受理', 'Documents that may follow', tolerance),
  seldom(
    'specialProcedures',
    '特别程序',
    'Special procedures',
    rows('特别程序', 'special procedure', [
      part('kind', '种类', 'Kind', {
        is: 'choice',
        of: [
          choice('hearing', '听证', 'hearing'),
          choice('tender', '招标', 'tender'),
          choice('auction', '拍卖', 'auction'),
          choice('inspection', '检验', 'inspection'),
          choice('testing', '检测', 'testing'),
          choice('quarantine', '检疫', 'quarantine'),
          choice('appraisal', '鉴定', 'appraisal'),
          choice('expert-review', '专家评审', 'expert review'),
        ],
      }),
      seldom('mandatory', '没有它不能决定', 'No decision without it', yes),
      seldom('limit', '时限', 'Limit', limit),
      basis,
    ]),
  ),
  seldom(
    'refusalGrounds',
    '不予办理的理由（只有这些）',
    'Grounds for refusal, no others',
    rows('理由', 'ground', [id, title('理由', 'Ground'), basis]),
  ),
  seldom('exempt', '不用办的情形', 'Needs no decision', manyWords),
  seldom(
    'duties',
    '办好以后要做的',
    'Duties afterwards',
    rows('义务', 'duty', [title('要做什么', 'What'), seldom('limit', '时限', 'Within', limit), basis]),
  ),
  seldom(
    'bans',
    '再次申请的限制',
    'Not heard again',
    rows('限制', 'ban', [
      part('after', '什么之后', 'After', words),
      part('limit', '多久', 'For', limit),
      basis,
    ]),
  ),
  part('deviations', '与法律文本或国家清单不同之处', 'Where practice departs from the text', manyWords),
]

export const handedOn: readonly Part[] = [
  part(
    'inputs',
    '需要别的事项给出的结果',
    'Needed from other items',
    rows('结果', 'input', [
      id,
      title('名称', 'Name'),
      seldom('fact', '对应的事实', 'Kept as the fact', { is: 'one', of: 'facts' }),
    ]),
  ),
  part(
    'outputs',
    '给出的结果',
    'Handed on',
    rows('结果', 'output', [
      id,
      title('名称', 'Name'),
      seldom('fact', '记为事实', 'Kept as the fact', { is: 'one', of: 'facts' }),
      seldom('unit', '单位', 'Unit', { is: 'choice', of: [choice('fen', '金额（分）', 'an amount in fen')] }),
      seldom(
        'from',
        '从哪里得来',
        'Where it comes from',
        {
          is: 'ways',
          ways: [
            { label: said('准予即为“是”', 'true once granted'), constant: { granted: true }, parts: [] },
            {
              label: said('新给的统一社会信用代码', 'the credit code given'),
              constant: { creditCode: true },
              parts: [],
            },
            {
              label: said('决定的日期', 'the day of the decision'),
              constant: { decidedOn: true },
              parts: [],
            },
            { label: said('企业全称', 'the company’s full name'), constant: { fullName: true }, parts: [] },
            {
              label: said('业务系统报来', 'reported by the system'),
              constant: {},
              parts: [part('reported', '系统里的名称', 'Its name in that system', text)],
            },
          ],
        },
        { hint: said('不写的由决定的人填写。', 'Without it the officer who decides writes it down.') },
      ),
    ]),
  ),
  seldom(
    'establishes',
    '由填写内容认定的事实',
    'Facts established from answers',
    rows('事实', 'fact', [
      part('fact', '事实', 'Fact', { is: 'one', of: 'facts' }),
      part('field', '填写内容', 'Answer to', { is: 'one', of: 'fields' }),
      seldom('attribute', '取选项的哪个属性', 'Attribute of the choice', text),
      seldom('as', '选项的换算', 'Choices called otherwise', {
        is: 'pairs',
        name: said('选项', 'Choice'),
        of: 'text',
      }),
    ]),
  ),
  seldom('namedBy', '名称由哪项填写给出', 'Named by the answer to', { is: 'one', of: 'fields' }),
  seldom(
    'nameRules',
    '企业名称规则',
    'Rules for company names',
    group(
      part('coreField', '字号', 'Core name', { is: 'one', of: 'fields' }),
      part('tradeField', '行业用语', 'Trade word', { is: 'one', of: 'fields' }),
      part('formField', '组织形式', 'Form', { is: 'one', of: 'fields' }),
      part('place', '行政区划', 'Place', words),
      part('tradeAttribute', '据以区分行业的属性', 'Attribute by which trades differ', text),
      part('restrictedWords', '不得使用的词', 'Restricted words', { is: 'texts' }),
      part('reservedFor', '名称保留', 'Name kept for', limit),
      basis,
      confidence,
    ),
  ),
]
