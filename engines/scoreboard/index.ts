import { departmentKind, measureKind } from '#definitions/city/kinds.ts'
import type { Measure } from '#definitions/city/schemas.ts'
import { bilingual } from '#kernel/text.ts'
import type { Trx } from '#platform/database/sql.ts'
import { defineEngine, type QueryContext } from '#platform/engine.ts'
import { NotFound } from '#platform/query.ts'
import { matches, meets, stateOf } from './calculate.ts'
import { scoreboardContract } from './contract.ts'
import { type Indicator, indicatorKind } from './definition.ts'
import en from './messages/en.json' with { type: 'json' }
import zh from './messages/zh.json' with { type: 'json' }
import type { Figure, MeasureCard, Server } from './model.ts'
import { figureFromEvents, newestEvents } from './store.ts'

type Target = Measure['targets'][number]

const indicatorsOf = (measure: Measure, { definitions }: QueryContext): Indicator[] => {
  const ids = [
    ...measure.servedBy.flatMap((by) => ('indicator' in by ? [by.indicator] : [])),
    ...measure.targets.map((target) => target.id),
  ]
  return [...new Set(ids)].flatMap((id) => definitions.find(indicatorKind, id) ?? [])
}

async function figureOf(
  trx: Trx,
  indicator: Indicator,
  target: Target | undefined,
  context: QueryContext,
): Promise<Figure> {
  const raw =
    'events' in indicator.from
      ? await figureFromEvents(trx, indicator.from.events)
      : countDefinitions(indicator.from.definitions, context)
  const value = raw.value === undefined ? undefined : raw.value / indicator.per
  return {
    indicator: indicator.id,
    title: indicator.title,
    unit: indicator.unit,
    decimals: indicator.decimals,
    sample: raw.sample,
    value,
    ...(target
      ? {
          target: {
            comparison: target.comparison,
            value: target.value,
            by: target.by,
            met: meets(value, target),
          },
        }
      : {}),
  }
}

function countDefinitions(
  from: {
    kind: string
    where?: Readonly<Record<string, unknown>> | undefined
    except?: Readonly<Record<string, unknown>> | undefined
  },
  context: QueryContext,
) {
  const kind = context.offered.kinds.find((one) => one.name === from.kind)
  const isCounted = (one: unknown) => matches(one, from.where) && !(from.except && matches(one, from.except))
  const count = kind ? context.definitions.list(kind).filter(isCounted).length : 0
  return { value: count, sample: count }
}

/** A target nobody measures yet is shown as a figure without a value, never left out. */
const unmeasured = (target: Target): Figure => ({
  indicator: target.id,
  title: target.title,
  unit: target.unit,
  decimals: 0,
  sample: 0,
  target: { comparison: target.comparison, value: target.value, by: target.by },
})

function serversOf(measure: Measure, { definitions, offered }: QueryContext): Server[] {
  return measure.servedBy.map((by) => {
    const [kind = 'engine', id = ''] = Object.entries(by)[0] as [Server['kind'], string]
    const wanted = 'title' in by ? by.title : undefined
    if (kind === 'engine') return { kind, id, present: offered.engines.includes(id) }
    if (kind === 'screen') {
      const screen = offered.screens.find((one) => one.id === id)
      return { kind, id, title: screen?.title ?? wanted, present: screen !== undefined }
    }
    if (kind === 'indicator') return { kind, id, present: definitions.find(indicatorKind, id) !== undefined }
    const token = offered.kinds.find((one) => one.name === kind)
    const found = token ? (definitions.find(token, id) as { title?: Server['title'] } | undefined) : undefined
    return { kind, id, title: found?.title, present: found !== undefined }
  })
}

async function cardOf(
  trx: Trx,
  measure: Measure,
  context: QueryContext,
): Promise<MeasureCard & { servers: Server[] }> {
  const indicators = indicatorsOf(measure, context)
  const figures: Figure[] = []
  for (const indicator of indicators)
    figures.push(
      await figureOf(
        trx,
        indicator,
        measure.targets.find((target) => target.id === indicator.id),
        context,
      ),
    )
  for (const target of measure.targets)
    if (!indicators.some((indicator) => indicator.id === target.id)) figures.push(unmeasured(target))
  const servers = serversOf(measure, context)
  return {
    number: measure.number,
    part: measure.part,
    title: measure.title,
    summary: measure.summary,
    departments: measure.departments.map((id) => ({
      id,
      title: context.definitions.find(departmentKind, id)?.title ?? bilingual(id, id),
    })),
    deadline: measure.deadline,
    state: stateOf(servers, figures),
    figures,
    servers,
  }
}

export const scoreboardEngine = defineEngine({
  name: 'scoreboard',
  contract: scoreboardContract,
  streams: [],
  rules: {},
  queries: {
    getBoard: async (trx, _, context) => {
      const items: MeasureCard[] = []
      for (const measure of context.definitions.list(measureKind)) {
        const { servers: _servers, ...card } = await cardOf(trx, measure, context)
        items.push(card)
      }
      return { at: context.now, items: items.sort((a, b) => a.number - b.number) }
    },
    getMeasure: async (trx, { number }, context) => {
      const measure = context.definitions.list(measureKind).find((one) => one.number === number)
      if (!measure) throw new NotFound()
      const methods = []
      for (const indicator of indicatorsOf(measure, context))
        methods.push({
          indicator: indicator.id,
          method: indicator.method,
          source: 'events' in indicator.from ? indicator.from.events.event : indicator.from.definitions.kind,
          samples: 'events' in indicator.from ? await newestEvents(trx, indicator.from.events) : [],
        })
      return { ...(await cardOf(trx, measure, context)), methods }
    },
  },
  definitions: [indicatorKind],
  messages: { zh, en },
  screens: [{ id: 'plan-board', title: { zh: '实施进展', en: 'Plan board' }, path: '/board' }],
})
