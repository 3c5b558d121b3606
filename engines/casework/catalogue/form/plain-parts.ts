import type { Definitions, PlainLine } from '#kernel/definition.ts'
import { lawText } from '#kernel/law-text.ts'
import { type Bilingual, bilingual } from '#kernel/text.ts'
import { limitWords } from './limit-words.ts'
import type { Choice, Part, Shape } from './part.ts'
import { ruleWords } from './rule-words.ts'
import { type Body, bodyIn, listIn, nameOf, textIn, textsIn, wayOf } from './values.ts'
import { titleIn } from './vocabulary.ts'

/** Everything that a definition says, in plain words, from the parts of its form. Keys stay while a line is about the same thing. */
export function linesOf(parts: readonly Part[], value: unknown, all: Definitions): PlainLine[] {
  return partLines(parts, value, { all, whole: value, key: '', label: unnamed, outer: unnamed })
}

interface At {
  readonly all: Definitions
  /** the definition itself, whose own steps and fields are referred to */
  readonly whole: unknown
  readonly key: string
  readonly label: Bilingual
  /** the label of what holds this */
  readonly outer: Bilingual
}
const unnamed = bilingual('', '')
const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)

const under = (at: At, key: string, label: Bilingual): At => ({
  ...at,
  key: at.key ? `${at.key} ${key}` : key,
  outer: at.label,
  label: at.label.zh ? bilingual(`${at.label.zh} · ${label.zh}`, `${at.label.en} · ${label.en}`) : label,
})

const partLines = (parts: readonly Part[], value: unknown, at: At): PlainLine[] =>
  parts.flatMap(({ key, label, shape }) => {
    const held = bodyIn(value)[key]
    return held === undefined || shape.is === 'id' ? [] : shapeLines(shape, held, under(at, key, label))
  })

/** The parts of a group, called by it: the one that leads it as the group is, those of a silent one by their own names. */
function groupLines(shape: Extract<Shape, { is: 'group' }>, value: unknown, at: At): PlainLine[] {
  return shape.parts.flatMap((part) => {
    if (part.key !== shape.lead)
      return partLines([part], value, shape.silent ? { ...at, label: at.outer } : at)
    return partLines([part], value, at).map((line) => ({ ...line, label: at.label }))
  })
}

function shapeLines(shape: Shape, value: unknown, at: At): PlainLine[] {
  if (shape.is === 'group') return groupLines(shape, value, at)
  if (shape.is !== 'rows') {
    const text = wordsOf(shape, value, at)
    return text.zh || text.en ? [{ key: at.key, label: at.label, text }] : []
  }
  const rows = listIn(value)
  const order = rows.map((row) => titleOf(shape.parts, row, at))
  return [
    ...(shape.order && rows.length > 1
      ? [
          {
            key: `${at.key} order`,
            label: shape.order,
            text: bilingual(order.map(({ zh }) => zh).join(' → '), order.map(({ en }) => en).join(' → ')),
          },
        ]
      : []),
    ...rows.flatMap((row, i) => {
      const name = titleOf(shape.parts, row, at)
      const here: At = { ...at, key: `${at.key} ${rowId(shape, row) || i + 1}` }
      return shape.apart
        ? partLines(shape.parts, row, {
            ...here,
            label: bilingual(`${shape.row.zh}“${name.zh}”`, `${capital(shape.row.en)} “${name.en}”`),
          })
        : [{ key: here.key, label: at.label, text: oneRow(shape, row, at) }]
    }),
  ]
}

const rowId = ({ unlike = '' }: Rows, row: Body): string => textIn(row['id']) || textIn(row[unlike])
const isTongue = ({ shape }: Part) => shape.is === 'tongue'

/** A row by its name, or by the first thing that it says. */
function titleOf(parts: readonly Part[], row: Body, at: At): Bilingual {
  const first = parts.find(({ key }) => key === 'title') ?? parts.find(({ shape }) => shape.is !== 'id')
  if (!first || row[first.key] === undefined) return unnamed
  return isTongue(first) ? nameOf(parts, row) : wordsOf(first.shape, row[first.key], at)
}

/** All that a row says in one line: its name alone, in the language at hand, everything else with its word. */
function rowWords(parts: readonly Part[], row: Body, at: At): Bilingual {
  const [name] = parts.filter(({ shape }) => shape.is !== 'id')
  const told = parts
    .filter(({ key, shape }) => row[key] !== undefined && shape.is !== 'id')
    .map((part): Bilingual => {
      const words = wordsOf(part.shape, row[part.key], at)
      return part === name || isTongue(part) ? words : labelled(part.label, words)
    })
  const said = (language: 'zh' | 'en') => told.map((one) => one[language]).filter(Boolean)
  return bilingual(said('zh').join('，'), said('en').join('; '))
}

/** Within a sentence a label begins small, unless it is a name of several capitals. */
const inSentence = (label: string) =>
  /^[A-Z][a-z]/.test(label) ? `${label.slice(0, 1).toLowerCase()}${label.slice(1)}` : label
const labelled = (label: Bilingual, { zh, en }: Bilingual): Bilingual =>
  bilingual(`${label.zh} ${zh}`, `${inSentence(label.en)}: ${en}`)
/** A place in a law: `Article 42 of the Administrative Licensing Law (read in the official text)`. */
function lawWords(parts: readonly Part[], row: Body, at: At): Bilingual {
  const { law, number, article } = row
  const place = lawText({ law: textIn(law), number: textIn(number), article: textIn(article) })
  const sure = parts.find(({ key }) => key === 'confidence')
  if (!sure || row[sure.key] === undefined) return place
  const { zh, en } = wordsOf(sure.shape, row[sure.key], at)
  return bilingual(`${place.zh}（${zh}）`, `${place.en} (${en})`)
}

type Rows = Extract<Shape, { is: 'rows' }>
const oneRow = ({ law, parts }: Rows, row: Body, at: At): Bilingual =>
  law ? lawWords(parts, row, at) : rowWords(parts, row, at)

const whole = (texts: readonly string[]) => texts.every((text) => /[.!?]$/.test(text))
/** Sentences follow each other; anything shorter stands between semicolons. */
const joined = (texts: readonly Bilingual[]): Bilingual => {
  const english = texts.map(({ en }) => en)
  return bilingual(texts.map(({ zh }) => zh).join('；'), english.join(whole(english) ? ' ' : '; '))
}
const same = (text: string): Bilingual => bilingual(text, text)
const bracketed = ({ zh, en }: Bilingual): Bilingual => bilingual(`（${zh}）`, `(${en})`)

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1)
const chosen = (of: readonly Choice[], value: unknown): Bilingual =>
  of.find((one) => one.value === value)?.label ?? same(String(value))

const yesOrNo = (yes: boolean): Bilingual => (yes ? bilingual('是', 'yes') : bilingual('否', 'no'))

const valueWords = (value: unknown): Bilingual =>
  typeof value === 'boolean' ? yesOrNo(value) : same(String(value))

/** What a part says, in both languages. */
function wordsOf(shape: Shape, value: unknown, at: At): Bilingual {
  const named = (source: Parameters<typeof titleIn>[1]) => (id: string) =>
    titleIn(at.all, source, id, at.whole)
  switch (shape.is) {
    case 'words': {
      const { zh, en } = bodyIn(value)
      return bilingual(textIn(zh), textIn(en))
    }
    case 'tongue':
      return bilingual(shape.of === 'zh' ? textIn(value) : '', shape.of === 'en' ? textIn(value) : '')
    case 'manyWords':
      return joined(listIn(value).map((one) => wordsOf({ is: 'words' }, one, at)))
    case 'yes':
      return yesOrNo(value === (shape.only ?? true))
    case 'value':
      return valueWords(value)
    case 'limit':
      return limitWords(bodyIn(value))
    case 'rule':
    case 'formula':
      return ruleWords(value, at.all)
    case 'choice':
      return chosen(shape.of, value)
    case 'choices':
      return joined((Array.isArray(value) ? value : []).map((one) => chosen(shape.of, one)))
    case 'one':
      return named(shape.of)(textIn(value))
    case 'several':
      return joined(textsIn(value).map(named(shape.of)))
    case 'texts':
      return joined(textsIn(value).map(same))
    case 'group':
      return rowWords(shape.parts, bodyIn(value), at)
    case 'rows':
      return joined(
        listIn(value).map((row) => (shape.law ? oneRow(shape, row, at) : bracketed(oneRow(shape, row, at)))),
      )
    case 'pairs':
      return joined(
        // A record gives keys back in an order of its own.
        Object.entries(bodyIn(value))
          .sort(byName)
          .map(([name, to]) => {
            const { zh, en } =
              shape.of === 'text' || shape.of === 'value' ? valueWords(to) : named(shape.of)(String(to))
            return bilingual(`${name} = ${zh}`, `${name} = ${en}`)
          }),
      )
    case 'ways': {
      const way = wayOf(shape.ways, value)
      if (!way) return bilingual('', '')
      const rest = rowWords(way.parts, bodyIn(value), at)
      return rest.zh ? bilingual(`${way.label.zh}：${rest.zh}`, `${way.label.en}: ${rest.en}`) : way.label
    }
    case 'text':
    case 'id':
    case 'day':
    case 'number':
      return same(String(value))
  }
}
