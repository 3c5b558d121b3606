import { confidence, laws } from './common-parts.ts'
import type { FormSheet } from './item-form.ts'
import {
  choice,
  may,
  type Part,
  part,
  rows,
  said,
  seldom,
  type Shape,
  text,
  title,
  words,
  yes,
} from './part.ts'

/** Fields, lists of choices and materials as their desk lays them out: everything that a definition of each holds. */

const value: Shape = { is: 'value' }
const number: Shape = { is: 'number' }
const length: Shape = { is: 'number', min: 0 }

const asked: readonly Part[] = [
  part('title', '名称', 'Name', words, {
    hint: said(
      '规则里用中文名称，全市不重复。',
      'Rules use the Chinese name; no two fields of the city share it.',
    ),
  }),
  may('question', '页面上怎么问', 'How the page asks', words),
  may('hint', '提示', 'Hint', words),
  may('why', '为什么要填', 'Why it is asked', words),
]

const answered: readonly Part[] = [
  part('type', '类型', 'Type', {
    is: 'choice',
    of: [
      choice('text', '文字', 'text'),
      choice('integer', '整数', 'whole number'),
      choice('money', '金额', 'amount of money'),
      choice('date', '日期', 'date'),
      choice('boolean', '是或否', 'yes or no'),
      choice('choice', '选一个', 'one choice'),
      choice('choices', '选几个', 'several choices'),
      choice('people', '人员名单', 'people'),
      choice('slot', '联合踏勘的半天', 'half-day of the joint survey'),
    ],
  }),
  seldom('choices', '选项清单', 'List of choices', { is: 'one', of: 'choiceLists' }),
  seldom('choicesOf', '选项来自', 'Choices are', {
    is: 'choice',
    of: [
      choice('district', '各区', 'the districts'),
      choice('industry', '行业', 'the industries'),
      choice('department', '部门', 'the departments'),
    ],
  }),
  seldom('constraints', '限制', 'Limits', {
    is: 'group',
    parts: [
      seldom('min', '不小于', 'At least', number),
      seldom('max', '不大于', 'At most', number),
      seldom('minLength', '最少几个字', 'Fewest characters', length),
      seldom('maxLength', '最多几个字', 'Most characters', length),
      seldom('pattern', '格式（正则表达式）', 'Form (regular expression)', text),
      seldom('patternText', '格式要求，用文字说明', 'The form in words', words),
    ],
  }),
  seldom('unit', '单位', 'Unit', words),
  seldom('initial', '没有改动时的答案', 'Answer when left alone', value),
  seldom(
    'derives',
    '由选项得出的结论',
    'What follows from the choices',
    rows('结论', 'conclusion', [
      part('id', '代号', 'Code', text, {
        hint: said(
          '小写字母、数字和连字符，全市不重复。',
          'Small letters, digits, hyphens; used once in the city.',
        ),
      }),
      part('title', '名称', 'Name', words),
      part('attribute', '选项的属性', 'Attribute of the choice', text),
      part('is', '等于', 'Is', value),
    ]),
  ),
]

const known: readonly Part[] = [
  may('fact', '从哪项已知情况预填', 'Filled in from', { is: 'one', of: 'facts' }),
  seldom('asked', '只用已知情况，不再问', 'Told by what is known alone, never asked', {
    is: 'yes',
    only: false,
  }),
  seldom('fromAccount', '取自登录的人', 'Taken from the person signed in', {
    is: 'choice',
    of: [
      choice('name', '姓名', 'name'),
      choice('identity-number', '身份证号', 'identity number'),
      choice('telephone', '电话', 'telephone'),
    ],
  }),
  seldom('sensitive', '敏感信息，不写进证照', 'Sensitive: not written on licences', yes),
]

export const fieldForm: readonly FormSheet[] = [
  { id: 'asked', title: said('问什么', 'What is asked'), parts: asked },
  { id: 'answered', title: said('怎么答', 'How it is answered'), parts: answered, picks: 'choice-list' },
  { id: 'known', title: said('已经知道的', 'What is known already'), parts: known },
]
export const fieldParts: readonly Part[] = fieldForm.flatMap(({ parts }) => parts)

const list: readonly Part[] = [
  part('title', '清单名称', 'Name of the list', words, {
    hint: said('全市不重复，字段按它选用。', 'Used once in the city; fields pick the list by it.'),
  }),
  confidence,
]
const choices: readonly Part[] = [
  part(
    'choices',
    '选项',
    'Choices',
    rows(
      '选项',
      'choice',
      [
        part('zh', '中文名称', 'Chinese name', { is: 'tongue', of: 'zh' }),
        part('en', '英文名称', 'English name', { is: 'tongue', of: 'en' }),
        part('value', '代号', 'Code', text),
        seldom('hint', '提示', 'Hint', words),
        seldom('attributes', '属性', 'Attributes', {
          is: 'pairs',
          name: said('属性名', 'Attribute'),
          of: 'value',
        }),
        seldom('legalBasis', '依据', 'Legal basis', laws),
      ],
      { unlike: 'value', folded: true, order: said('选项的先后', 'Order of the choices') },
    ),
  ),
]

export const choiceListForm: readonly FormSheet[] = [
  { id: 'list', title: said('是什么清单', 'What list it is'), parts: list },
  {
    id: 'choices',
    title: said('选项', 'Choices'),
    text: said(
      '答案里记的是代号（小写字母、数字和连字符），规则里写名称，字段由属性得出结论。有人可能选过的不能删去，也不能换代号。',
      'Answers hold the code (small letters, digits, hyphens), rules say a name, fields conclude from attributes. What somebody may have chosen cannot go, nor take another code.',
    ),
    parts: choices,
  },
]
export const choiceListParts: readonly Part[] = choiceListForm.flatMap(({ parts }) => parts)

const paper: readonly Part[] = [
  title('材料名称', 'Name of the material'),
  part('form', '原件还是复印件', 'Original or copy', {
    is: 'choice',
    of: [
      choice('original', '原件', 'original'),
      choice('copy', '复印件', 'copy'),
      choice('original-and-copy', '原件和复印件', 'original and copy'),
    ],
  }),
  part('format', '纸质还是电子', 'Paper or electronic', {
    is: 'choice',
    of: [
      choice('electronic', '电子', 'electronic'),
      choice('paper', '纸质', 'paper'),
      choice('either', '都可以', 'either'),
    ],
  }),
  seldom('copies', '份数', 'Copies', length),
  may('hint', '提示', 'Hint', words),
]
const origin: readonly Part[] = [
  part('source', '从哪里来', 'Where it comes from', {
    is: 'choice',
    of: [
      choice('applicant', '申请人提交', 'brought by the applicant'),
      choice('shared', '从其他部门取得', 'fetched from another authority'),
      choice('generated', '由填写内容生成', 'written from the answers'),
      choice('other', '其他', 'other'),
    ],
  }),
  seldom('sharedBy', '由哪个部门共享', 'Shared by', { is: 'one', of: 'departments' }),
  seldom(
    'provenBy',
    '可以代替的证照',
    'Licences that stand in for it',
    rows(
      '证照',
      'licence',
      [
        title('证照名称', 'Name of the licence'),
        seldom('licence', '本市证照种类', 'Licence type of this city', { is: 'one', of: 'licences' }),
      ],
      { loose: true },
    ),
  ),
]
const weight: readonly Part[] = [
  part('necessity', '必要性', 'How needed', {
    is: 'choice',
    of: [
      choice('main', '主要材料', 'main'),
      choice('secondary', '次要材料，可以容缺后补', 'secondary: may follow later'),
      choice('if-applicable', '有则提供', 'where there is one'),
    ],
  }),
  seldom('legalBasis', '依据', 'Legal basis', laws),
  confidence,
]

export const materialForm: readonly FormSheet[] = [
  { id: 'paper', title: said('是什么材料', 'What it is'), parts: paper },
  { id: 'origin', title: said('从哪里来', 'Where it comes from'), parts: origin },
  { id: 'weight', title: said('依据和必要性', 'Law and necessity'), parts: weight },
]
export const materialParts: readonly Part[] = materialForm.flatMap(({ parts }) => parts)
