import { departmentKind, districtKind } from '#definitions/city/kinds.ts'
import { factKind } from '#definitions/facts/kind.ts'
import { showMoney } from '#definitions/facts/show.ts'
import { rational } from '#definitions/rational.ts'
import type { RuleNode } from '#definitions/rules/clause.ts'
import { describe } from '#definitions/rules/describe.ts'
import { dictionaryOf } from '#definitions/rules/dictionary.ts'
import type { CompiledParameter } from '#definitions/rules/compiled-parameter.ts'
import type { Expression } from '#definitions/rules/expression.ts'
import type { Definitions, PlainLine } from '#kernel/definition.ts'
import { dayText } from '#kernel/day-text.ts'
import type { Bilingual } from '#kernel/text.ts'
import { compilePolicy } from './compile.ts'
import { type Examples, examplesKind, fenFrom } from './examples.ts'
import { policyKind } from './definition.ts'
import type { Policy } from './policy.ts'
import { themeTitle } from './themes.ts'

const words = {
  title: { zh: '名称', en: 'Title' },
  summary: { zh: '一句话说明', en: 'In one sentence' },
  department: { zh: '主管部门', en: 'Department' },
  district: { zh: '所属区', en: 'District' },
  document: { zh: '文件', en: 'Document' },
  text: { zh: '原文', en: 'Text' },
  inForce: { zh: '有效期', en: 'In force' },
  mode: { zh: '办理方式', en: 'How it is given' },
  publicity: { zh: '公示', en: 'Publicity' },
  claim: { zh: '申领', en: 'Claim' },
  claimTheme: { zh: '从哪里申请', en: 'Where it is applied for' },
  promise: { zh: '承诺', en: 'Promise' },
  promiseCheck: { zh: '承诺核查', en: 'Check of the promise' },
  appliesTo: { zh: '适用对象', en: 'Whom it concerns' },
  condition: { zh: '条件', en: 'Condition' },
  parameter: { zh: '标准', en: 'Rate' },
  gives: { zh: '给什么', en: 'What it gives' },
  amount: { zh: '金额', en: 'Amount' },
  otherwise: { zh: '不符合时的税额', en: 'The tax otherwise' },
  component: { zh: '其中', en: 'Part' },
  cap: { zh: '最高', en: 'At most' },
  round: { zh: '取整', en: 'Rounding' },
  budget: { zh: '资金', en: 'Budget' },
  exclusive: { zh: '不可兼得', en: 'Not together with' },
  highest: { zh: '从高不重复', en: 'The highest only' },
  review: { zh: '待城市确认', en: 'For the city to confirm' },
  example: { zh: '示例', en: 'Example' },
} as const satisfies Record<string, Bilingual>

const modes: Readonly<Record<Policy['mode'], Bilingual>> = {
  'without-application': { zh: '免申即享', en: 'Without application' },
  'one-click': { zh: '一键申领', en: 'Claimed with one click' },
  'on-commitment': { zh: '承诺兑付', en: 'Claimed on a promise' },
  'on-application': { zh: '申请后发放', en: 'On application' },
  'self-declared': { zh: '自行申报享受', en: 'Claimed by oneself' },
  reviewed: { zh: '评审后发放', en: 'After review' },
}
/** An application is decided here as a case where the policy states what is claimed. */
const modeOf = ({ mode, claim }: Policy): Bilingual =>
  mode === 'on-application' && claim
    ? { zh: '申请后由办件决定', en: 'Applied for here, decided as a case' }
    : modes[mode]
const kinds: Readonly<Record<Policy['gives']['kind'], Bilingual>> = {
  cash: { zh: '资金', en: 'Money' },
  'tax-treatment': { zh: '税收待遇', en: 'Tax treatment' },
  title: { zh: '资格', en: 'A title' },
}
const meanings: Readonly<Record<Policy['gives']['amountIs'], Bilingual>> = {
  payment: { zh: '付给企业', en: 'paid to the enterprise' },
  'tax-payable': { zh: '企业仍要缴', en: 'still to be paid' },
  saving: { zh: '企业少缴', en: 'saved' },
  deduction: { zh: '税前扣除', en: 'deducted from taxable income' },
}
const sure: Readonly<Record<Policy['documents'][number]['confidence'], Bilingual>> = {
  verified: { zh: '已核对原文', en: 'read in the text' },
  secondary: { zh: '见于引用', en: 'read in a quotation' },
  unverified: { zh: '未核实', en: 'unverified' },
  sample: { zh: '示例', en: 'sample' },
}
const ways = { 四舍五入: 'half up', 舍去: 'down', 进一: 'up' } as const
const units = {
  分: '0.01 yuan',
  角: '0.1 yuan',
  元: '1 yuan',
  百元: '100 yuan',
  万元: '10,000 yuan',
} as const

const same = (text: string): Bilingual => ({ zh: text, en: text })
const joined = (texts: readonly Bilingual[], zh: string, en: string): Bilingual => ({
  zh: texts.map((text) => text.zh).join(zh),
  en: texts.map((text) => text.en).join(en),
})

/** A document and how sure the writer is of it, as brackets hold them. */
const told = (document: string | undefined, sureness: string): string =>
  [document, sureness].filter(Boolean).join(', ')

/** What somebody who claims is told: until when it is decided, what is promised, what follows where that was untrue. */
function claimLines({ claim }: Policy, all: Definitions): readonly PlainLine[] {
  if (!claim) return []
  const { decideWorkingDays: days, commitment, theme } = claim
  return [
    {
      key: 'claim',
      label: words.claim,
      text: {
        zh: `${days} 个工作日内决定，${claim.document ?? ''}${sure[claim.confidence].zh}`,
        en: `Decided within ${days} working days (${told(claim.document, sure[claim.confidence].en)})`,
      },
    },
    ...(theme
      ? [
          {
            key: 'claim theme',
            label: words.claimTheme,
            text: themeTitle(all, theme) ?? { zh: '还没有发布的一件事', en: 'A theme that is not published' },
          },
        ]
      : []),
    ...(commitment
      ? [
          ...commitment.promises.map(({ fact, zh, en }) => ({
            key: `promise ${fact}`,
            label: words.promise,
            text: { zh, en },
          })),
          {
            key: 'promise check',
            label: words.promiseCheck,
            text: {
              zh: `${commitment.checkWithinMonths} 个月内核查；${commitment.consequence.zh}，${sure[commitment.confidence].zh}`,
              en: `Checked within ${commitment.checkWithinMonths} months; ${commitment.consequence.en} (${sure[commitment.confidence].en})`,
            },
          },
        ]
      : []),
  ]
}

/** Everything a policy says, one thing a line, for those who read it and for telling two versions apart. */
export function plainPolicy(policy: Policy, all: Definitions): PlainLine[] {
  const dictionary = dictionaryOf(all.list(factKind))
  const compiled = compilePolicy(policy, dictionary)
  const parameters: ReadonlyMap<string, CompiledParameter> =
    'faults' in compiled ? new Map() : compiled.parameters
  const formula = (expression: Expression | undefined, written: string | undefined): Bilingual =>
    expression ? describe(expression, dictionary, parameters) : same(written ?? '')
  const line = (key: string, label: Bilingual, text: Bilingual, clause?: string): PlainLine => ({
    key,
    label,
    text,
    ...(clause === undefined ? {} : { clause }),
  })
  const { gives, inForce } = policy
  const conditions = (which: 'appliesTo' | 'conditions', label: Bilingual): PlainLine[] =>
    'faults' in compiled
      ? []
      : rows(compiled[which].tree).map((node) =>
          line(
            `${which} ${node.id}`,
            label,
            saidBy(node, (one) => describe(one, dictionary, parameters)),
            node.clause,
          ),
        )
  const lines: PlainLine[] = [
    line('title', words.title, policy.title),
    line('summary', words.summary, policy.summary),
    line('department', words.department, nameOf(all, 'department', policy.department)),
    ...(policy.district ? [line('district', words.district, nameOf(all, 'district', policy.district))] : []),
    ...policy.documents.map(({ number, title, confidence }) =>
      line(`document ${number}`, words.document, {
        zh: [number, title, sure[confidence].zh].filter(Boolean).join('，'),
        en: `${[number, title && `《${title}》`].filter(Boolean).join(' ')} (${sure[confidence].en})`,
      }),
    ),
    ...policy.text.map(({ clause, zh, en }) =>
      line(`text ${clause}`, words.text, { zh, en: en ?? zh }, clause),
    ),
    line('inForce', words.inForce, {
      zh: `${dayText(inForce.from, 'zh')}起${inForce.until ? `，到${dayText(inForce.until, 'zh')}前` : ''}${inForce.gapBefore ? `（此前空档：${inForce.gapBefore.zh}）` : ''}`,
      en: `From ${dayText(inForce.from, 'en')}${inForce.until ? ` until before ${dayText(inForce.until, 'en')}` : ''}${inForce.gapBefore ? ` (gap before: ${inForce.gapBefore.en})` : ''}`,
    }),
    line('mode', words.mode, modeOf(policy)),
    ...(policy.publicity
      ? [
          line('publicity', words.publicity, {
            zh: `${policy.publicity.workingDays} 个工作日，${policy.publicity.document ?? ''}${sure[policy.publicity.confidence].zh}`,
            en: `${policy.publicity.workingDays} working days (${told(policy.publicity.document, sure[policy.publicity.confidence].en)})`,
          }),
        ]
      : []),
    ...claimLines(policy, all).map(({ key, label, text }) => line(key, label, text)),
    ...conditions('appliesTo', words.appliesTo),
    ...conditions('conditions', words.condition),
    ...[...parameters].map(([name, parameter]) =>
      line(
        `parameter ${name}`,
        words.parameter,
        parameterText(policy, name, parameter, (one) => describe(one, dictionary, parameters)),
      ),
    ),
    line('gives', words.gives, {
      zh: `${kinds[gives.kind].zh}：${gives.text.zh}`,
      en: `${kinds[gives.kind].en}: ${gives.text.en}`,
    }),
  ]
  const amounts: PlainLine[] =
    'faults' in compiled
      ? []
      : [
          ...(gives.amount
            ? [
                line(
                  'amount',
                  words.amount,
                  said(formula(compiled.amount, gives.amount), meanings[gives.amountIs]),
                ),
              ]
            : []),
          ...(gives.otherwise
            ? [line('otherwise', words.otherwise, formula(compiled.otherwise, gives.otherwise))]
            : []),
          ...compiled.components.map(({ id, text, when, amount }) =>
            line(
              `component ${id}`,
              words.component,
              joined(
                [
                  text,
                  ...(when ? [describe(when, dictionary, parameters)] : []),
                  said(describe(amount, dictionary, parameters), meanings[gives.amountIs]),
                ],
                '；',
                '; ',
              ),
            ),
          ),
          ...(gives.cap ? [line('cap', words.cap, formula(compiled.cap, gives.cap))] : []),
          ...(gives.amount || gives.components
            ? [
                line('round', words.round, {
                  zh: `到${gives.round.to}，${gives.round.by}`,
                  en: `To ${units[gives.round.to]}, ${ways[gives.round.by]}`,
                }),
              ]
            : []),
        ]
  return [...lines, ...amounts, ...rest(policy, all, line), ...examples(policy, all, line)]
}

type Line = (key: string, label: Bilingual, text: Bilingual, clause?: string) => PlainLine

const said = (formula: Bilingual, meaning: Bilingual): Bilingual => ({
  zh: `${formula.zh}（${meaning.zh}）`,
  en: `${formula.en} (${meaning.en})`,
})

const rest = (policy: Policy, all: Definitions, line: Line): PlainLine[] => [
  ...(policy.budget
    ? [
        line('budget', words.budget, {
          zh: [`${policy.budget.year} 年`, fundOf(policy, all).zh, budgetSum(policy)?.zh]
            .filter(Boolean)
            .join('，'),
          en: `For ${policy.budget.year}, from ${[fundOf(policy, all).en, budgetSum(policy)?.en].filter(Boolean).join(': ')}`,
        }),
      ]
    : []),
  ...policy.exclusive.map((group) =>
    line(`exclusive ${group}`, words.exclusive, othersIn(group, policy, all)),
  ),
  ...(policy.highest ? [line('highest', words.highest, highestText(policy, policy.highest, all))] : []),
  ...policy.review.map((note, i) => line(`review ${i}`, words.review, note)),
]

/** What may be spent in the year, as a sum is read. */
function budgetSum({ budget }: Policy): Bilingual | undefined {
  const fen = budget?.amount === undefined ? null : fenFrom(budget.amount)
  return fen === null || fen === undefined ? undefined : showMoney(rational(fen), '万元')
}

/** The titles of the other policies of which something is so. */
function othersThat({ id }: Policy, all: Definitions, is: (other: Policy) => boolean): Bilingual | undefined {
  const titles = new Map(
    all
      .versions(policyKind)
      .filter((one) => one.id !== id && is(one))
      .map((one) => [one.id, one.title]),
  )
  return titles.size ? joined([...titles.values()], '、', ', ') : undefined
}

const othersIn = (group: string, policy: Policy, all: Definitions): Bilingual =>
  othersThat(policy, all, ({ exclusive }) => exclusive.includes(group)) ?? {
    zh: '今后加入同一组的政策',
    en: 'Later policies of the same group',
  }

/** With which policies only the highest is paid, by which document. */
function highestText(
  policy: Policy,
  { group, document, confidence }: NonNullable<Policy['highest']>,
  all: Definitions,
): Bilingual {
  const others = othersThat(policy, all, ({ highest }) => highest?.group === group)
  const said = [document, sure[confidence].zh].filter(Boolean).join('，')
  const saidEn = [document, sure[confidence].en].filter(Boolean).join(', ')
  return {
    zh: `${others ? `与${others.zh}` : '与今后加入同一组的政策'}只发金额最高的一项，已领较低一项的不补差（${said}）`,
    en: `Of it and ${others?.en ?? 'later policies of the same group'} only the highest is paid, and no difference to who had a lower one (${saidEn})`,
  }
}

function fundOf(policy: Policy, all: Definitions): Bilingual {
  const others = othersThat(policy, all, ({ budget }) => budget?.book === policy.budget?.book)
  return others
    ? { zh: `与${others.zh}同一资金`, en: `the fund of ${others.en}` }
    : { zh: '本政策的专项资金', en: 'a fund of its own' }
}

/** A value as an example writes it: one, one for each year, or entries of a list. */
function valueText(value: unknown): string {
  if (Array.isArray(value)) return `${value.length} 条`
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.entries(value)
    .map(([year, one]) => `${year} 年 ${String(one)}`)
    .join('，')
}

/** The examples published with a policy are part of what changes from version to version. */
function examples(policy: Policy, all: Definitions, line: Line): PlainLine[] {
  const told: Examples | undefined = all.find(examplesKind, policy.id, policy.version)
  if (told === undefined) return []
  const facts = (some: Readonly<Record<string, unknown>>) =>
    Object.entries(some)
      .map(([name, value]) => `${name} ${valueText(value)}`)
      .join('、')
  return [
    line('example shared', words.example, same(`${told.shared.on} ${facts(told.shared.facts)}`)),
    ...told.examples.map(({ name, on, facts: own, expect }) =>
      line(
        `example ${name}`,
        words.example,
        same(
          `${name}：${[on, facts(own)].filter(Boolean).join(' ')} → ${Object.values(expect).flat().join('，')}`,
        ),
      ),
    ),
  ]
}

function nameOf(all: Definitions, what: 'department' | 'district', id: string): Bilingual {
  const found = what === 'department' ? all.find(departmentKind, id) : all.find(districtKind, id)
  return found?.title ?? same(id)
}

/** The conditions that stand beside each other; those joined by the whole are told one by one. */
const rows = (tree: RuleNode): readonly RuleNode[] =>
  tree.kind === 'all' && tree.id === 'rule'
    ? tree.children
    : tree.kind === 'test' && tree.expression.op === 'literal'
      ? []
      : [tree]

/** A condition in its author's words, and in the rule's own where those could say something else. */
function saidBy(node: RuleNode, describeOne: (expression: Expression) => Bilingual): Bilingual {
  const rule = ruleOf(node, describeOne)
  return rule.zh === node.text.zh
    ? node.text
    : { zh: `${node.text.zh}（${rule.zh}）`, en: `${node.text.en} (${rule.en})` }
}

function ruleOf(node: RuleNode, describeOne: (expression: Expression) => Bilingual): Bilingual {
  if (node.kind === 'test') return describeOne(node.expression)
  const parts = node.children.map((child) => {
    const text = ruleOf(child, describeOne)
    return child.kind === 'all' || child.kind === 'any' ? { zh: `（${text.zh}）`, en: `(${text.en})` } : text
  })
  if (node.kind === 'not') return { zh: `不属于：${parts[0]?.zh}`, en: `not: ${parts[0]?.en}` }
  return node.kind === 'all' ? joined(parts, '，并且', ' and ') : joined(parts, '，或者', ' or ')
}

/** A named value in plain words: what each step gives, and from when to when. */
function parameterText(
  policy: Policy,
  name: string,
  { versions }: CompiledParameter,
  describeOne: (expression: Expression) => Bilingual,
): Bilingual {
  const confidence = policy.parameterConfidence[name]
  const told = versions.map(({ from, until, tiers }) => {
    const steps = joined(
      tiers.map(({ when, value }) =>
        stepText(when && describeOne(when), describeOne(value), tiers.length > 1),
      ),
      '；',
      '; ',
    )
    const days = [
      from && { zh: `${dayText(from, 'zh')}起`, en: `from ${dayText(from, 'en')}` },
      until && { zh: `到${dayText(until, 'zh')}前`, en: `until before ${dayText(until, 'en')}` },
    ]
    return joined([...days.flatMap((one) => one || []), steps], '，', ', ')
  })
  const all = joined(told, '；', '; ')
  return {
    zh: `${name}：${all.zh}${confidence ? `（${sure[confidence].zh}）` : ''}`,
    en: `${policy.parameterNames[name] ?? name}: ${all.en}${confidence ? ` (${sure[confidence].en})` : ''}`,
  }
}

const stepText = (when: Bilingual | undefined, value: Bilingual, several: boolean): Bilingual =>
  when
    ? { zh: `${when.zh}的，${value.zh}`, en: `${value.en} where ${when.en}` }
    : several
      ? { zh: `其余 ${value.zh}`, en: `${value.en} otherwise` }
      : value
