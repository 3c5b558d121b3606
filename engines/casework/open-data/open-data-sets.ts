import { z } from 'zod'
import { type Definitions, definitionKind } from '#kernel/definition.ts'
import type { Bilingual } from '#kernel/text.ts'
import { itemKind } from '../definition.ts'
import { itemAs } from '../catalogue/item-as.ts'
import { departmentNamed, districtNamed } from '../names.ts'
import { words } from '../words.ts'

/** Everything that a city publishes of its services, as sets that anybody may download. A set is a kind of definition as it is published, or what follows from one. */

export interface DataSet {
  /** its title and description are in `messages`, section `dataSets` */
  readonly id: string
  /** the kind whose published definitions these are, word for word */
  readonly kind?: string
  readonly rows: (definitions: Definitions) => readonly object[]
}

export const titleOf = (set: string): Bilingual => words('dataSets', `${set}.title`)
export const aboutOf = (set: string): Bilingual => words('dataSets', `${set}.about`)

const whose = { department: z.string().optional(), district: z.string().optional() }

/** A kind by the name under which a city keeps it, whichever engine reads it; each row says by name whose it is. */
function published([id, kind]: readonly [id: string, kind: string]): DataSet {
  const kept = definitionKind(kind, '', z.looseObject(whose))
  return {
    id,
    kind,
    rows: (all) =>
      all.list(kept).map((one) => {
        const { department, district } = one
        return {
          ...one,
          ...(department ? { departmentName: departmentNamed(all, department).title } : {}),
          ...(district ? { districtName: districtNamed(all, district).title } : {}),
        }
      }),
  }
}

/** Kinds in which the catalogue is written: each is a set. */
const written = Object.entries({
  items: 'item',
  'district-items': 'district-item',
  themes: 'theme',
  policies: 'policy',
  'licence-types': 'licence-type',
  fields: 'field',
  choices: 'choice-list',
  materials: 'material',
  surveys: 'survey',
  departments: 'department',
  districts: 'district',
  industries: 'industry',
  calendars: 'calendar',
  'everyday-words': 'everyday-word',
}).map(published)

/** What follows from items, one row each, so that nobody has to take lists apart. */
const derived: readonly DataSet[] = [
  {
    id: 'time-limits',
    rows: (all) =>
      all.list(itemKind).flatMap(({ id, title, limits: { statutory, promised, applyWithin }, acceptance }) =>
        [
          {
            kind: 'statutory',
            limit: statutory.limit,
            basis: statutory.basis,
            extension: statutory.extension,
          },
          { kind: 'promised', limit: promised.limit, basis: promised.basis, confidence: promised.confidence },
          { kind: 'acceptance', limit: acceptance?.limit, basis: acceptance?.basis },
          { kind: 'apply-within', limit: applyWithin?.limit, basis: applyWithin?.basis },
        ]
          .filter(({ limit }) => limit !== undefined)
          .map((row) => ({ item: id, title, ...row })),
      ),
  },
  {
    id: 'formats',
    rows: (all) =>
      all.list(itemKind).flatMap((item) =>
        (item.variants ?? []).map((variant) => {
          const { fields, materials, stages, limits, acceptConditions } = itemAs(item, { variant })
          return {
            item: item.id,
            itemTitle: item.title,
            format: variant.id,
            title: variant.title,
            when: variant.when,
            fields,
            materials,
            steps: stages.map(({ id }) => id),
            promised: limits.promised,
            acceptConditions,
            basis: variant.basis,
            confidence: variant.confidence,
          }
        }),
      ),
  },
  {
    id: 'fast-tracks',
    rows: (all) =>
      all.list(itemKind).flatMap(({ id, title, fastTracks = [] }) =>
        fastTracks.map(({ id: track, title: trackTitle, ...rest }) => ({
          item: id,
          itemTitle: title,
          track,
          title: trackTitle,
          ...rest,
        })),
      ),
  },
  {
    id: 'fees',
    rows: (all) =>
      all.list(itemKind).flatMap(({ id, title, department, charges = [], implementation }) => [
        ...charges.map((charge) => ({
          item: id,
          itemTitle: title,
          ...charge,
          payee: charge.payee ?? department,
        })),
        ...(implementation?.fees ?? []).map((fee) => ({
          item: id,
          itemTitle: title,
          payee: department,
          ...fee,
        })),
      ]),
  },
  {
    id: 'deviations',
    rows: (all) =>
      all
        .list(itemKind)
        .flatMap(({ id, title, deviations }) =>
          deviations.map((text) => ({ item: id, title, deviation: text })),
        ),
  },
  {
    id: 'grounds',
    rows: (all) =>
      all
        .list(itemKind)
        .flatMap(({ id, title, refusalGrounds = [] }) =>
          refusalGrounds.map((ground) => ({ item: id, itemTitle: title, ...ground })),
        ),
  },
]

export const dataSets: readonly DataSet[] = [...written, ...derived]

/** Kinds of definition that are in no set, and where the public reads them, if anywhere. */
export const notOfTheCatalogue: Readonly<Record<string, string>> = {
  city: 'GET /api/city-words',
  fact: 'docs/reference/fact-dictionary.md',
  role: 'who may do what inside the administration',
  measure: 'the plan’s board',
  indicator: 'the plan’s board',
  repeal: 'the end of another definition; what is repealed is no longer in its set',
  example: 'tests of a policy, published with it on its page',
  'rule-sample': 'what the editor of rules offers to begin with',
  'reusable-check': 'parts of policies, written out in each of them',
  'approval-ceiling': 'who signs for which sums inside the administration',
  'repayment-terms': 'told to whoever has to give money back, with its day',
  'collection-account': 'told to whoever owes a fee, on its payment sheet',
  'trusted-issuer': 'keys by which licences from elsewhere are checked',
  questionnaire: 'the page of the consultation in which it is asked',
}
