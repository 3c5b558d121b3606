import { sql, type Trx } from '#platform/database/sql.ts'
import type { Instant } from '#kernel/time.ts'
import type { StatusPlace } from '../model.ts'
import { type LicenceStatus, statusNumber } from './status-list.ts'

/** At four bits a licence a list of this size is 50 kB before compression, and mostly zeros: a phone fetches it in a blink. */
export const listSize = 100_000
/** A list that turns away so many random tries is full enough; the next one opens. */
const triesPerList = 20

const findPlace = (trx: Trx, licenceId: string) =>
  trx.find<StatusPlace>(sql`
    select e.list_id as "listId", l.uri, e.idx as index
    from credential.status_entry e join credential.status_list l using (list_id) where e.licence_id = ${licenceId}`)

/**
 * The licence's place in a status list; the same however often it is asked for. Places are drawn at random, so that
 * neighbours in a list tell nothing about each other. `below(n)` draws 0 … n-1.
 */
export async function claimPlace(
  trx: Trx,
  licenceId: string,
  address: string,
  now: Instant,
  below: (bound: number) => number,
): Promise<StatusPlace> {
  for (let round = 0; round < 3; round++) {
    const known = await findPlace(trx, licenceId)
    if (known) return known
    const { n } = await trx.get<{ n: number }>(
      sql`select greatest(count(*), 1)::int as n from credential.status_list`,
    )
    const opened = await tryList(trx, `s${n}`, licenceId, address, now, below)
    if (!opened) await tryList(trx, `s${n + 1}`, licenceId, address, now, below)
  }
  throw new Error('no place in any status list')
}

async function tryList(
  trx: Trx,
  listId: string,
  licenceId: string,
  address: string,
  now: Instant,
  below: (bound: number) => number,
): Promise<boolean> {
  await trx.run(sql`
    insert into credential.status_list (list_id, uri, size, opened_at)
    values (${listId}, ${`${address}/api/status-lists/${listId}`}, ${listSize}, ${now}) on conflict do nothing`)
  const { size } = await trx.get<{ size: number }>(
    sql`select size from credential.status_list where list_id = ${listId}`,
  )
  for (let attempt = 0; attempt < triesPerList; attempt++) {
    const taken = await trx.run(sql`
      insert into credential.status_entry (list_id, idx, licence_id, changed_at)
      values (${listId}, ${below(size)}, ${licenceId}, ${now}) on conflict do nothing`)
    if (taken || (await findPlace(trx, licenceId))) return true
  }
  return false
}

export const setStatus = (trx: Trx, licenceId: string, status: LicenceStatus, at: Instant) =>
  trx.run(sql`
    update credential.status_entry set status = ${statusNumber(status)}, changed_at = ${at}
    where licence_id = ${licenceId} and status <> ${statusNumber(status)}`)

export interface ListHead {
  readonly listId: string
  readonly uri: string
  readonly size: number
  /** when anything in it last changed */
  readonly changedAt: Instant | null
}

export const findList = (trx: Trx, listId: string) =>
  trx.find<ListHead>(sql`
    select list_id as "listId", uri, size,
      (select max(changed_at) from credential.status_entry e where e.list_id = l.list_id) as "changedAt"
    from credential.status_list l where list_id = ${listId}`)

export const listLists = (trx: Trx) =>
  trx.rows<{ listId: string; uri: string }>(
    sql`select list_id as "listId", uri from credential.status_list order by opened_at, list_id limit 1000`,
  )

/** Only what is not plainly valid: the rest of the list is zero. */
export const listMarked = (trx: Trx, listId: string) =>
  trx.rows<{ index: number; status: number }>(
    sql`select idx as index, status from credential.status_entry where list_id = ${listId} and status <> 0`,
  )
