import type { Definitions } from '#kernel/definition.ts'
import { instantFrom, msOf } from '#kernel/time.ts'
import type { QueryContext } from '#platform/engine.ts'
import type { Trx } from '#platform/database/sql.ts'
import { itemKind } from '../definition.ts'
import { stagesEver } from '../catalogue/item-as.ts'
import { departmentNamed } from '../names.ts'
import { robotKey } from './robot-model.ts'
import * as store from './robot-store.ts'

const recentMs = 30 * 86_400_000
/** Below this many on either side a difference of shares is chance. */
const fewest = 20

/** Every rule of the catalogue with what it did. */
export async function robotFigures(trx: Trx, { definitions, now }: QueryContext) {
  const settings = new Map((await store.listRobots(trx)).map((row) => [robotKey(row.item, row.stage), row]))
  const figures = new Map(
    (await store.judgementFigures(trx, instantFrom(msOf(now) - recentMs))).map((row) => [
      robotKey(row.item, row.rule),
      row,
    ]),
  )
  return {
    items: rulesIn(definitions).map(({ item, stage }) => {
      const key = robotKey(item.id, stage.id)
      const set = settings.get(key)
      const did = figures.get(key)
      return {
        item: { id: item.id, title: item.title },
        stage: { id: stage.id, title: stage.title },
        department: departmentNamed(definitions, stage.department),
        mode: set?.mode ?? ('on' as const),
        samplePercent: set?.sample_percent ?? 0,
        reason: set?.reason,
        setAt: set?.set_at,
        judged: did?.judged ?? 0,
        granted: did?.granted ?? 0,
        compared: did?.compared ?? 0,
        alike: did?.alike ?? 0,
        drift: did && driftOf(did),
        sampled: did?.sampled ?? 0,
        rechecked: did?.rechecked ?? 0,
        wrong: did?.wrong ?? 0,
      }
    }),
  }
}

const rulesIn = (all: Definitions) =>
  all.list(itemKind).flatMap((item) =>
    stagesEver(item)
      .filter(({ decidedBy }) => decidedBy === 'rule')
      .map((stage) => ({ item, stage })),
  )

/** By how many percentage points the share granted has moved. */
export function driftOf({
  judged,
  granted,
  recent,
  recent_granted,
}: Pick<store.JudgementFigures, 'judged' | 'granted' | 'recent' | 'recent_granted'>): number | undefined {
  const before = judged - recent
  if (recent < fewest || before < fewest) return undefined
  const moved = recent_granted / recent - (granted - recent_granted) / before
  return Math.round(moved * 1000) / 10
}

export async function sampledFor(trx: Trx, limit: number, { reach, definitions }: QueryContext) {
  const rows = await store.listSamples(trx, reach, limit)
  return {
    items: rows.map((row) => ({
      partyId: row.owner_id,
      caseId: row.case_id,
      stage: row.stage,
      title: row.title,
      item: {
        id: row.item,
        title: definitions.find(itemKind, row.item)?.title ?? { zh: row.item, en: row.item },
      },
      department: departmentNamed(definitions, row.department),
      grantedAt: row.at,
    })),
  }
}
