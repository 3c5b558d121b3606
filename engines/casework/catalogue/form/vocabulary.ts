import { z } from 'zod'
import {
  choiceListKind,
  departmentKind,
  districtKind,
  fieldKind,
  materialKind,
} from '#definitions/city/kinds.ts'
import { factKind } from '#definitions/facts/kind.ts'
import { type DefinitionKind, type Definitions, definitionKind } from '#kernel/definition.ts'
import { type Bilingual, bilingual } from '#kernel/text.ts'
import { words } from '../../words.ts'
import { stagesEver } from '../item-as.ts'
import type { Item } from '../item.ts'
import { bodyIn, listIn, textIn } from './values.ts'
import type { Source } from './part.ts'

/** What the parts of an item may refer to. Kinds of other engines are known by the name under which a city keeps them. */

export interface Word {
  readonly id: string
  readonly title: Bilingual
}
type Own = 'ownFields' | 'ownMaterials' | 'ownSteps'

const titled = (name: string): DefinitionKind<Word> =>
  definitionKind(
    name,
    '',
    z.looseObject({ id: z.string(), title: z.object({ zh: z.string(), en: z.string() }) }),
  )
const licenceKind = titled('licence-type')
const policyKind = titled('policy')
/** by its name as well: an item's own definition is checked with these words */
const itemKind: DefinitionKind<Item> = definitionKind('item', '', z.custom<Item>())

const named = ({ id, title }: Word): Word => ({ id, title })

const readers: Readonly<Record<Exclude<Source, Own>, (all: Definitions) => Word[]>> = {
  fields: (all) => all.list(fieldKind).map(named),
  materials: (all) => all.list(materialKind).map(named),
  departments: (all) => all.list(departmentKind).map(named),
  districts: (all) => all.list(districtKind).map(named),
  items: (all) => all.list(itemKind).map(named),
  facts: (all) => all.list(factKind).map(({ id, zh, en }) => ({ id, title: bilingual(zh, en) })),
  licences: (all) => all.list(licenceKind).map(named),
  policies: (all) => all.list(policyKind).map(named),
  choiceLists: (all) => all.list(choiceListKind).map(named),
  systems: (all) => systemsOf(all.list(itemKind)).map((id) => ({ id, title: words('systems', id) })),
}

/** Outside systems that an item of the city already uses. */
function systemsOf(items: readonly Item[]): string[] {
  const used = items
    .flatMap(stagesEver)
    .flatMap(({ connector, lookups = [] }) => [connector, ...lookups.map((one) => one.connector)])
  return [...new Set(used)].filter((one) => one !== undefined).sort()
}

/** Everything that the city has of one kind. */
export const wordsIn = (all: Definitions, source: Exclude<Source, Own>): Word[] => readers[source](all)

/** What something is called; its id where nobody has named it yet. `whole` is the definition that refers to it. */
export function titleIn(all: Definitions, source: Source, id: string, whole: unknown): Bilingual {
  const list = source === 'ownFields' ? 'fields' : source === 'ownMaterials' ? 'materials' : source
  if (list !== 'ownSteps') return wordsIn(all, list).find((one) => one.id === id)?.title ?? bilingual(id, id)
  const { zh, en } = bodyIn(listIn(bodyIn(whole)['stages']).find((one) => one['id'] === id)?.['title'])
  return bilingual(textIn(zh) || id, textIn(en) || id)
}
