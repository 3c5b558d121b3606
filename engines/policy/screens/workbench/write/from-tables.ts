import type { CellTable } from '#apps/web/workbench/kit/tables.ts'
import { type Body, bodyIn, textIn } from './body.ts'
import { type Operator, type Row, textOf } from './conditions.ts'
import { type Fact, factCalled, yearWords } from './fact-names.ts'
import type { Tier } from './tiers.ts'
import { unitsOf, writtenQuantity } from './values.ts'

/** How tables say that a value is held against a limit, the longer words first. */
const says: readonly (readonly [string, Operator])[] = [
  ['不低于', '>='],
  ['不少于', '>='],
  ['不小于', '>='],
  ['至少', '>='],
  ['不超过', '<='],
  ['不高于', '<='],
  ['不多于', '<='],
  ['不大于', '<='],
  ['至多', '<='],
  ['不早于', '>='],
  ['不晚于', '<='],
  ['不是', '!='],
  ['不等于', '!='],
  ['超过', '>'],
  ['高于', '>'],
  ['大于', '>'],
  ['多于', '>'],
  ['低于', '<'],
  ['少于', '<'],
  ['小于', '<'],
  ['不满', '<'],
  ['等于', '='],
  ['>=', '>='],
  ['<=', '<='],
  ['!=', '!='],
  ['≥', '>='],
  ['≤', '<='],
  ['≠', '!='],
  ['>', '>'],
  ['<', '<'],
  ['=', '='],
  ['是', '='],
  ['为', '='],
]
/** 以上 and 以下 include the number (民法典 art. 1259). */
const tails: readonly (readonly [string, Operator])[] = [
  ['及以上', '>='],
  ['以上', '>='],
  ['及以下', '<='],
  ['以下', '<='],
  ['以内', '<='],
]
const no = new Set(['否', '无', '没有', '不是', '不'])
const yes = new Set(['', '是', '有'])

/** A condition out of a table's cells: fact, how, with what, in one cell or several. What is not understood stays as it was written. */
export function rowOfCells(cells: readonly string[], facts: readonly Fact[]): Row | undefined {
  const said = cells
    .join(' ')
    .replace(/[；;。]\s*$/u, '')
    .trim()
  if (!said) return undefined
  const names = facts.flatMap(({ title, yearly }) =>
    yearly ? yearWords.map((year) => `${year}${title.zh}`) : [title.zh],
  )
  const name = names.filter((one) => said.startsWith(one)).sort((a, b) => b.length - a.length)[0]
  const fact = name === undefined ? undefined : factCalled(facts, name)
  if (name === undefined || !fact) return { when: said }
  const rest = said.slice(name.length).replace(/^[\s:：]+/u, '')
  if (fact.type === 'boolean')
    return yes.has(rest) ? { when: name } : no.has(rest) ? { not: { when: name } } : { when: said }
  const compared = comparedIn(rest)
  return compared ? { when: textOf({ name, ...valued(compared, fact) }) } : { when: said }
}

function comparedIn(rest: string): { operator: Operator; value: string } | undefined {
  const head = says.find(([word]) => rest.startsWith(word))
  if (head) return { operator: head[1], value: rest.slice(head[0].length).trim() }
  const tail = tails.find(([word]) => rest.endsWith(word))
  return tail && { operator: tail[1], value: rest.slice(0, -tail[0].length).trim() }
}

function valued({ operator, value }: { operator: Operator; value: string }, fact: Fact) {
  if (fact.type === 'code' && fact.values?.length)
    return { operator, value: `"${value.replace(/["“”]/gu, '')}"` }
  if (fact.type === 'date' && /^\d{4}-\d\d-\d\d$/.test(value)) return { operator, value: `date("${value}")` }
  return { operator, value: writtenQuantity(value.replace(/\s/g, ''), unitsOf(fact)[0] ?? '') }
}

/** Conditions out of a table, one a row; a head row is left out. */
export function rowsOfTable(table: CellTable, facts: readonly Fact[]): readonly Row[] {
  return table
    .filter((cells, i) => i > 0 || !/^(序号|条件|事实|指标)$/u.test(cells[0] ?? ''))
    .flatMap((cells) => {
      const [first = '', ...rest] = cells
      return rowOfCells(/^\d+[.、]?$/u.test(first) ? rest : cells, facts) ?? []
    })
}

const forTheRest = /^(其余|其他|其它|否则|others?$|otherwise$)/iu

/** Steps out of a table: the last cell of a row is what its condition gives. */
export function tiersOfTable(table: CellTable, facts: readonly Fact[]): readonly Tier[] {
  return table.flatMap((cells): Tier[] => {
    const value = cells.at(-1)?.replace(/\s/g, '') ?? ''
    const said = cells.slice(0, -1)
    if (!/\d/.test(value)) return []
    if (forTheRest.test(said[0] ?? '')) return [{ value }]
    const row = rowOfCells(said, facts)
    const when = row?.when ?? (row?.not?.when ? `not(${row.not.when})` : undefined)
    return when === undefined ? [] : [{ when, value }]
  })
}

/** What a column is called in either language; the Chinese name is the one that is written. */
const exampleHeads = { 名称: 'name', 日期: 'day', 结果: 'result', 金额: 'amount' } as const
type ExampleHead = keyof typeof exampleHeads
const verdicts: Readonly<Record<string, string>> = {
  gets: '符合',
  'does not': '不符合',
  unknown: '缺数据',
  'not applicable': '不适用',
}

const headNamed = (name: string): ExampleHead | undefined =>
  (Object.keys(exampleHeads) as ExampleHead[]).find(
    (head) => head === name || exampleHeads[head] === name.toLowerCase(),
  )
const verdictNamed = (said: string): string | undefined =>
  verdicts[said.toLowerCase()] ?? Object.values(verdicts).find((verdict) => verdict === said)

/** Examples out of a table whose head names the facts: what of a row is empty the example leaves out. */
export function examplesOfTable([head = [], ...rows]: CellTable): readonly Body[] {
  const heads = head.map(headNamed)
  return rows.flatMap((cells) => {
    const at = (name: ExampleHead) => cells[heads.indexOf(name)] ?? ''
    const facts = head.flatMap((name, i) =>
      name && heads[i] === undefined && cells[i] ? [[name, cells[i]]] : [],
    )
    const verdict = verdictNamed(at('结果'))
    if (!at('名称') || verdict === undefined) return []
    return [
      {
        name: at('名称'),
        ...(at('日期') ? { on: at('日期') } : {}),
        facts: Object.fromEntries(facts),
        expect: { verdict, ...(at('金额') ? { amount: at('金额') } : {}) },
      },
    ]
  })
}

/** Examples as a table, every fact that one of them names a column. Facts that are lists do not fit into a cell and stay behind. */
export function tableOfExamples(examples: readonly Body[]): CellTable {
  const facts = [...new Set(examples.flatMap(({ facts }) => Object.keys(bodyIn(facts))))]
  const plain = (value: unknown) => (value === undefined || typeof value === 'object' ? '' : String(value))
  return [
    ['名称', '日期', ...facts, '结果', '金额'],
    ...examples.map((example) => {
      const expect = bodyIn(example['expect'])
      return [
        textIn(example['name']),
        textIn(example['on']),
        ...facts.map((name) => plain(bodyIn(example['facts'])[name])),
        textIn(expect['verdict']),
        textIn(expect['amount']),
      ]
    }),
  ]
}
