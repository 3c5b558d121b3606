import type { Reach } from '#kernel/actor.ts'
import { withinReach } from '#platform/database/reach.ts'
import { empty, type Sql, sql, type Trx } from '#platform/database/sql.ts'
import { NotFound } from '#platform/query.ts'
import type { Instant } from '#kernel/time.ts'
import type { JointStanding } from './bundle/bundle.ts'
import type {
  Act,
  Bundle,
  HistoryLine,
  IssuedLicence,
  LicenceState,
  LicenceSummary,
  SignedLicence,
} from './model.ts'

/** A licence as it stands now. */
export interface LicenceRow extends IssuedLicence {
  readonly partyId: string
  readonly licenceId: string
  readonly state: LicenceState
  readonly signed: SignedLicence | null
  readonly bundle: Bundle | null
  readonly joint: JointStanding
  readonly act: (Act & { at: Instant }) | null
  readonly replacedBy: { readonly licenceId: string; readonly number: string } | null
  readonly history: readonly HistoryLine[]
}

const columns = sql`
  owner_id as "partyId", licence_id as "licenceId", licence_type as "licenceType", type_version as "typeVersion", title,
  base, rank, cause, number, holder_name as "holderName", credit_code as "creditCode", open, disclosable, department,
  issued_by as "issuedBy", district, state, issued_at as "issuedAt", valid_from as "validFrom",
  valid_until as "validUntil", signed, bundle, joint, act, replaces, replaced_by as "replacedBy",
  matter, history`

/** What PostgreSQL calls null, the model leaves out. */
const plain = (row: LicenceRow): LicenceRow => ({
  ...row,
  creditCode: row.creditCode ?? undefined,
  district: row.district ?? undefined,
  replaces: row.replaces ?? undefined,
  matter: row.matter ?? undefined,
  validUntil: row.validUntil ?? undefined,
})

export const insertLicence = (trx: Trx, ownerId: string, licenceId: string, l: IssuedLicence) =>
  trx.run(sql`
    insert into credential.licence (owner_id, licence_id, licence_type, type_version, title, base, rank, cause, number,
      holder_name, credit_code, open, disclosable, department, issued_by, district, state, issued_at, valid_from, valid_until, replaces,
      matter)
    values (${ownerId}, ${licenceId}, ${l.licenceType}, ${l.typeVersion}, ${JSON.stringify(l.title)}::jsonb, ${l.base},
      ${l.rank}, ${l.cause}, ${l.number}, ${l.holderName}, ${l.creditCode ?? null}, ${JSON.stringify(l.open)}::jsonb,
      ${JSON.stringify(l.disclosable)}::jsonb, ${l.department}, ${JSON.stringify(l.issuedBy)}::jsonb,
      ${l.district ?? null}, 'issued', ${l.issuedAt}, ${l.validFrom}, ${l.validUntil ?? null},
      ${l.replaces ? JSON.stringify(l.replaces) : null}::jsonb, ${l.matter ?? null})`)

export const setSigned = (trx: Trx, ownerId: string, licenceId: string, signed: SignedLicence) =>
  trx.run(sql`
    update credential.licence set signed = ${JSON.stringify(signed)}::jsonb,
      state = case state when 'issued' then 'valid' else state end
    where owner_id = ${ownerId} and licence_id = ${licenceId}`)

export const setBundle = (trx: Trx, ownerId: string, licenceId: string, bundle: Bundle) =>
  trx.run(sql`
    update credential.licence set bundle = ${JSON.stringify(bundle)}::jsonb,
      joint = ${bundle.standing ?? 'whole'}
    where owner_id = ${ownerId} and licence_id = ${licenceId}`)

export const setState = (
  trx: Trx,
  ownerId: string,
  licenceId: string,
  state: LicenceState,
  act: (Act & { at: Instant }) | undefined,
) =>
  trx.run(sql`
    update credential.licence set state = ${state}, act = ${act ? JSON.stringify(act) : null}::jsonb
    where owner_id = ${ownerId} and licence_id = ${licenceId}`)

export const setReplacedBy = (
  trx: Trx,
  ownerId: string,
  licenceId: string,
  by: { readonly licenceId: string; readonly number: string },
) =>
  trx.run(sql`
    update credential.licence set replaced_by = ${JSON.stringify(by)}::jsonb
    where owner_id = ${ownerId} and licence_id = ${licenceId}`)

/** What happened, for people; one licence has a handful of lines. */
export const addHistory = (trx: Trx, ownerId: string, licenceId: string, line: HistoryLine) =>
  trx.run(sql`
    update credential.licence set history = history || ${JSON.stringify([line])}::jsonb
    where owner_id = ${ownerId} and licence_id = ${licenceId}`)

/** The licence to which a code leads; an older code of the same licence leads there too. */
export const insertCode = (trx: Trx, code: string, ownerId: string, licenceId: string) =>
  trx.run(sql`
    insert into credential.code (code, owner_id, licence_id) values (${code}, ${ownerId}, ${licenceId})
    on conflict do nothing`)

export async function findByCode(trx: Trx, code: string): Promise<LicenceRow | undefined> {
  const row = await trx.find<LicenceRow>(sql`
    select ${columns} from credential.licence l
    where (owner_id, licence_id) = (select owner_id, licence_id from credential.code where code = ${code})`)
  return row && plain(row)
}

export async function getLicence(
  trx: Trx,
  partyId: string,
  licenceId: string,
  reach?: Reach,
): Promise<LicenceRow> {
  const row = await trx.find<LicenceRow>(sql`
    select ${columns} from credential.licence l
    where owner_id = ${partyId} and licence_id = ${licenceId}${reach ? reachable(reach) : empty}`)
  if (!row) throw new NotFound()
  return plain(row)
}

const reachable = (reach: Reach): Sql =>
  withinReach(reach, {
    owner: sql`l.owner_id`,
    department: sql`l.department`,
    district: sql`l.district`,
  })

/** A party's licences, newest first. One party holds few; the limit is a guard. */
export const listLicencesOf = async (trx: Trx, partyId: string): Promise<LicenceRow[]> =>
  (
    await trx.rows<LicenceRow>(sql`
      select ${columns} from credential.licence where owner_id = ${partyId}
      order by issued_at desc, licence_id limit 500`)
  ).map(plain)

const summary = (row: LicenceRow): LicenceSummary => ({
  partyId: row.partyId,
  licenceId: row.licenceId,
  licenceType: row.licenceType,
  title: row.title,
  number: row.number,
  holderName: row.holderName,
  creditCode: row.creditCode,
  base: row.base,
  state: row.state,
  joint: row.joint,
  district: row.district,
  issuedBy: row.issuedBy,
  issuedAt: row.issuedAt,
  validFrom: row.validFrom,
  validUntil: row.validUntil,
})
export { summary as summaryOf }

export interface PageRequest {
  readonly after?: string | undefined
  readonly limit: number
}

/** Newest first; `next` names the last row shown. */
async function pageOf(trx: Trx, condition: Sql, { after, limit }: PageRequest) {
  const [at, id] = after?.split('_') ?? []
  const beyond = at && id ? sql` and (issued_at, licence_id) < (${at}::timestamptz, ${id}::uuid)` : empty
  const rows = await trx.rows<LicenceRow>(sql`
    select ${columns} from credential.licence l where ${condition}${beyond}
    order by issued_at desc, licence_id desc limit ${limit + 1}`)
  const shown = rows.slice(0, limit).map(plain)
  const last = shown.at(-1)
  return {
    items: shown.map(summary),
    next: rows.length > limit && last ? `${last.issuedAt}_${last.licenceId}` : undefined,
  }
}

export const listOwnLicences = (trx: Trx, partyIds: readonly string[], page: PageRequest) =>
  pageOf(trx, sql`owner_id = any(${[...partyIds]}::uuid[])`, page)

export function findLicences(
  trx: Trx,
  { q, state, ...page }: PageRequest & { q?: string | undefined; state?: LicenceState | undefined },
  reach: Reach,
) {
  const like = q && `%${q.replace(/[\\%_]/g, (char) => `\\${char}`)}%`
  const named = q ? sql` and (number = ${q} or credit_code = ${q} or holder_name ilike ${like})` : empty
  return pageOf(trx, sql`true${state ? sql` and state = ${state}` : empty}${named}${reachable(reach)}`, page)
}

export const streamVersion = async (trx: Trx, ownerId: string, streamId: string): Promise<number> =>
  (
    await trx.get<{ version: number }>(sql`
      select version from platform.stream where owner_id = ${ownerId} and stream_id = ${streamId}`)
  ).version
