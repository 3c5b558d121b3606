import { z } from 'zod'
import {
  choiceListKind,
  departmentKind,
  districtKind,
  fieldKind,
  industryKind,
} from '#definitions/city/kinds.ts'
import { englishUnit } from '#definitions/facts/show.ts'
import { factKind } from '#definitions/facts/kind.ts'
import { canonicalUnit } from '#definitions/rules/units.ts'
import { type Definitions, definitionKind } from '#kernel/definition.ts'
import type { Bilingual } from '#kernel/text.ts'
import { stagesEver } from '../item-as.ts'
import type { Item } from '../item.ts'

/** The English of every name and every choice that a rule of a case may hold, by its Chinese. */
interface Dictionary {
  readonly names: ReadonlyMap<string, string>
  readonly choices: ReadonlyMap<string, string>
}
const read = new WeakMap<Definitions, Dictionary>()

const byChinese = (texts: readonly Bilingual[]): Map<string, string> =>
  new Map(texts.map(({ zh, en }) => [zh, en]))

function dictionaryOf(all: Definitions): Dictionary {
  const known = read.get(all)
  if (known) return known
  const facts = all.list(factKind)
  const fields = all.list(fieldKind)
  const dictionary = {
    names: byChinese([
      ...facts.flatMap(({ zh, en, aliases }) => [zh, ...aliases].map((name) => ({ zh: name, en }))),
      ...all.list(itemKind).flatMap(toldIn),
      ...fields.flatMap(({ title, derives = [] }) => [title, ...derives.map((one) => one.title)]),
    ]),
    choices: byChinese([
      ...facts.flatMap(({ values = [] }) => values),
      ...all.list(choiceListKind).flatMap(({ choices }) => choices),
      ...all.list(districtKind).map(({ title }) => title),
      ...all.list(departmentKind).map(({ title }) => title),
      ...all.list(industryKind).map(({ title }) => title),
    ]),
  }
  read.set(all, dictionary)
  return dictionary
}

const quoted = /["“]([^"“”]*)["”]/g
const name = /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Nd}_]*/gu

/** By its name: an item's own definition is checked with these words. */
const itemKind = definitionKind('item', '', z.custom<Item>())

/** What an item's rules may name beside answers: what earlier items hand on, and what registers tell. */
const toldIn = (item: Item): Bilingual[] => [
  ...item.inputs.map(({ title }) => title),
  ...stagesEver(item).flatMap(({ lookups = [] }) =>
    lookups.flatMap(({ returns }) => returns.map(({ title }) => title)),
  ),
]

const yuanIn: Readonly<Record<string, number>> = { 元: 1, 千元: 1_000, 万元: 10_000, 亿元: 100_000_000 }
const sum = /(\d[\d,]*(?:\.\d+)?)\s*(亿元|万元|千元|元)/g
const count = /(\d+)\s*(个月|年|天|日|月|人)/g

/** Sums and counts with English units, which the language reads as well. */
const englishUnits = (text: string): string =>
  text
    .replace(sum, (_, digits: string, unit: string) => {
      const yuan = Math.round(Number(digits.replaceAll(',', '')) * (yuanIn[unit] ?? 1) * 100) / 100
      return `${yuan.toLocaleString('en')} yuan`
    })
    .replace(count, (_, digits: string, unit: string) => `${digits} ${englishUnit(canonicalUnit(unit))}`)

/** A rule as it is written, its Chinese names and choices called as they are in English; what has no English stays. */
export function englishRule(rule: string, all: Definitions): string {
  const { names, choices } = dictionaryOf(all)
  const named = (text: string) => englishUnits(text).replace(name, (word) => names.get(word) ?? word)
  let end = 0
  const parts = [...rule.matchAll(quoted)].map((match) => {
    const before = rule.slice(end, match.index)
    end = match.index + match[0].length
    return `${named(before)}"${choices.get(match[1] ?? '') ?? match[1]}"`
  })
  return parts.join('') + named(rule.slice(end))
}
