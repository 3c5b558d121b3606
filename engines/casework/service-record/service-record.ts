import { dayOf, type Instant } from '#kernel/time.ts'
import type { QueryContext } from '#platform/engine.ts'
import type { Trx } from '#platform/database/sql.ts'
import { departmentNamed, districtNamed } from '../names.ts'
import { itemKind, themeKind } from '../definition.ts'
import { stagesEver } from '../catalogue/item-as.ts'
import * as store from './service-store.ts'
import type { ServiceRecord, ServiceRow } from './service-views.ts'

/** Below this many steps a share could lead to one enterprise. */
const fewest = 10
const newest = 100

interface Tally {
  steps: number
  fastSteps: number
  fastLate: number
}
const nothing = { steps: 0, late: 0, secondNotices: 0, fastSteps: 0, fastLate: 0 } as const

const shareOf = (steps: number, late: number) =>
  steps < fewest ? undefined : { steps, onTime: (steps - late) / steps }

/** What anybody may see of how offices keep their promises. */
export async function serviceRecord(trx: Trx, context: QueryContext): Promise<ServiceRecord> {
  const { definitions, calendar } = context
  const itemOf = (row: { theme: string; version: number; part: string }) => {
    const id = definitions.find(themeKind, row.theme, row.version)?.items[row.part]?.item ?? row.part
    const item = definitions.find(itemKind, id)
    return { item, named: { id, title: item?.title ?? { zh: id, en: id } } }
  }
  const placeOf = (row: { department: string; district: string | null }) => ({
    department: departmentNamed(definitions, row.department),
    district: row.district === null ? undefined : districtNamed(definitions, row.district),
  })
  const day = (at: Instant | null) => (at === null ? undefined : dayOf(at, calendar.offsetMinutes))

  const tally = new Map<string, ServiceRow & Tally>()
  const rowFor = (part: { theme: string; version: number; part: string; department: string }) => {
    const item = itemOf(part).named
    const key = `${item.id} ${part.department}`
    const department = departmentNamed(definitions, part.department)
    const row = tally.get(key) ?? { item, department, ...nothing }
    tally.set(key, row)
    return row
  }
  for (const part of await store.listStepFigures(trx)) {
    const row = rowFor(part)
    row.steps += part.steps
    row.late += part.late
    row.fastSteps += part.fast
    row.fastLate += part.fast_late
  }
  for (const part of await store.countSecondNotices(trx)) rowFor(part).secondNotices += part.notices

  const breaches = await store.listBreaches(trx, newest)
  const blocks = await store.listBlocks(trx, newest)
  return {
    rows: [...tally.values()]
      .sort((a, b) => b.late - a.late || b.steps - a.steps || (a.item.id < b.item.id ? -1 : 1))
      .map(({ steps, fastSteps, fastLate, ...row }) => ({
        ...row,
        figures: shareOf(steps, row.late),
        fast: shareOf(fastSteps, fastLate),
      })),
    breaches: breaches.map((row) => {
      const { item, named } = itemOf(row)
      const id = row.stage.slice(row.part.length + 1)
      return {
        item: named,
        step: item ? (stagesEver(item).find((stage) => stage.id === id)?.title ?? named.title) : named.title,
        ...placeOf(row),
        dueOn: day(row.due_at),
        doneOn: day(row.closed_at),
        reason: row.reason ?? undefined,
      }
    }),
    blocks: blocks.map((row) => {
      const { item, named } = itemOf(row)
      const ground = item?.refusalGrounds?.find(({ id }) => id === row.ground)
      return {
        item: named,
        ...placeOf(row),
        on: dayOf(row.at, calendar.offsetMinutes),
        ground: ground?.title ?? { zh: row.ground, en: row.ground },
      }
    }),
  }
}
