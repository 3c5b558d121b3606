import path from 'node:path'
import { factKind } from '#definitions/facts/kind.ts'
import { type City, openCity } from '#definitions/rules/columns/city.ts'
import { type Dictionary, dictionaryOf } from '#definitions/rules/dictionary.ts'
import type { Day } from '#kernel/time.ts'
import { hashOf } from '../canonical.ts'
import { type Pool, reading, sql, type Trx } from '../database/sql.ts'
import type { Moment } from '../engine.ts'
import { readFeed } from '../feed/consumers.ts'
import { createLanes } from '../lanes/lanes.ts'
import type { Log } from '../log.ts'
import { readSnapshot, writeSnapshot } from './snapshot.ts'
import type { MirrorSource } from './source.ts'
import { CityTable } from './table.ts'

/** The city in memory as it stands at one position of the feed. */
export interface CityNow {
  readonly table: CityTable
  readonly dictionary: Dictionary
  readonly today: Day
  /** the last numbered row of the record that is in it */
  readonly position: number
  /** another number means other columns: a fact, a day or a dictionary changed */
  readonly revision: number
  /** the city coded for rules, in step with the table: only what changed since it was asked last is coded again */
  readonly columns: () => City
}

export interface MirrorState {
  readonly ready: boolean
  readonly rows: number
  readonly position: number
  readonly bootedFrom: 'nothing' | 'snapshot' | 'database'
  readonly bootMs: number
}

/** What is known of all enterprises, kept in memory beside the record: a cache that says how fresh it is and refuses when it is not. */
export interface Mirror {
  /** reads the city from its snapshot, or from the database */
  readonly boot: () => Promise<void>
  /** takes in what was recorded since; how much that was */
  readonly advance: () => Promise<number>
  /** throws `MirrorBehind` while the city is not in memory as the record has it */
  readonly now: (trx: Trx) => Promise<CityNow>
  readonly state: () => MirrorState
  /** writes the snapshot that the next start begins with */
  readonly save: () => void
  /** ends the threads that work on the columns */
  readonly close: () => Promise<void>
}

/** The city in memory cannot answer for the record at this moment. */
export class MirrorBehind extends Error {}

const pageSize = 1000
/** From so many enterprises on, several threads answer all policies sooner than one. */
const rowsForLanes = 50_000
const feedBatch = 200
/** Rows of the feed that an answer may be behind after one try to catch up: a busy second of a large city. */
const tolerated = 1000

interface Options {
  readonly pool: Pool
  /** sees all, for looking whether anything happened */
  readonly watch: Pool
  readonly home: string
  readonly source: MirrorSource
  readonly moment: () => Moment
  readonly log: Log
}

export function createMirror({ pool, watch, home, source, moment, log }: Options): Mirror {
  const file = path.join(home, 'mirror', 'city.bin')
  let city: { table: CityTable; dictionary: Dictionary; hash: string } | undefined
  let coded: { table: CityTable; columns: City; revision: number } | undefined
  let today: Day = ''
  let position = 0
  let saved = -1
  let revision = 0
  const lanes = createLanes({
    broken: (error) => log.error({ err: error }, 'a thread of the columns broke; one less works on them'),
  })
  let booting: Promise<void> | undefined
  let advancing: Promise<number> | undefined
  let bootedFrom: MirrorState['bootedFrom'] = 'nothing'
  let bootMs = 0

  const words = () => {
    const facts = moment().definitions.list(factKind)
    return { dictionary: dictionaryOf(facts), hash: hashOf(facts) }
  }

  async function boot(): Promise<void> {
    const started = performance.now()
    const { dictionary, hash } = words()
    today = moment().today
    const snapshot = readSnapshot(file)
    const head = await reading(pool, 'all', headOf)
    if (snapshot && snapshot.dictionaryHash === hash && snapshot.position <= head) {
      city = { table: CityTable.load(snapshot.table, dictionary, today), dictionary, hash }
      position = snapshot.position
      saved = position
      bootedFrom = 'snapshot'
    } else {
      const table = new CityTable(dictionary, today)
      await readAll(table)
      city = { table, dictionary, hash }
      position = head
      bootedFrom = 'database'
    }
    if (city.table.rows >= rowsForLanes) lanes.start()
    revision += 1
    bootMs = Math.round(performance.now() - started)
    log.info({ rows: city.table.rows, from: bootedFrom, ms: bootMs }, 'the city is in memory')
  }

  /** Coded from the table as a whole once, then followed row by row. */
  function columnsOf({ table, dictionary }: { table: CityTable; dictionary: Dictionary }): City {
    if (coded?.table !== table) {
      table.takeChanged()
      coded = { table, columns: openCity(table.raw(), dictionary, { runner: lanes.runner }), revision }
    } else if (coded.revision !== revision) {
      coded.columns.follow(table.raw(), table.takeChanged())
      coded = { ...coded, revision }
    }
    return coded.columns
  }

  async function readAll(table: CityTable): Promise<void> {
    for (let after: string | undefined; ; ) {
      const page = await reading(pool, 'all', (trx) => source.page(trx, { after, limit: pageSize }))
      for (const party of page) table.put(party)
      const last = page.at(-1)
      if (!last || page.length < pageSize) return
      after = last.partyId
    }
  }

  /** What is read again may be newer than the event that said so; the later event then reads the same once more. */
  async function advance(): Promise<number> {
    if (!city) return 0
    let moved = 0
    for (;;) {
      const batch = await readFeed(watch, position, feedBatch)
      const last = batch.at(-1)
      if (!last) break
      const { table } = city
      await reading(pool, 'all', async (trx) => {
        const changed = new Set<string>()
        for (const recorded of batch)
          for (const party of await source.changedBy(trx, recorded)) changed.add(party)
        const ids = [...changed]
        for (let from = 0; from < ids.length; from += pageSize)
          for (const party of await source.some(trx, ids.slice(from, from + pageSize))) table.put(party)
        if (changed.size > 0) revision += 1
      })
      position = last.seq
      moved += batch.length
    }
    rollOver()
    return moved
  }

  /** Another day, or another dictionary. */
  function rollOver(): void {
    const now = moment().today
    if (!city || now === today) return
    today = now
    city.table.moveTo(now)
    revision += 1
  }

  const once = async (): Promise<number> => {
    advancing ??= advance().finally(() => (advancing = undefined))
    return advancing
  }

  return {
    boot: async () => {
      booting ??= boot().finally(() => (booting = undefined))
      await booting
    },
    advance: once,
    now: async (trx) => {
      if (!city) throw new MirrorBehind('the city is not in memory yet')
      if (words().hash !== city.hash) await boot()
      const head = await headOf(trx)
      if (head > position || moment().today !== today) await once()
      if (head - position > tolerated) throw new MirrorBehind(`${head - position} rows behind`)
      const { table, dictionary } = city
      const columns = () => columnsOf({ table, dictionary })
      return { table, dictionary, today, position, revision, columns }
    },
    state: () => ({ ready: city !== undefined, rows: city?.table.rows ?? 0, position, bootedFrom, bootMs }),
    save: () => {
      if (!city || position === saved) return
      writeSnapshot(file, { position, dictionaryHash: city.hash, table: city.table.save() })
      saved = position
    },
    close: lanes.close,
  }
}

const headOf = async (trx: Trx): Promise<number> =>
  (await trx.get<{ head: number }>(sql`select coalesce(max(seq), 0)::int as head from platform.feed`)).head
