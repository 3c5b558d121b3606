import type { Bilingual } from '#kernel/text.ts'
import type { Day } from '#kernel/time.ts'
import type { Provider } from '#platform/engine.ts'
import { sql, type Trx } from '#platform/database/sql.ts'
import type { TrustLevel } from './collected/collected-model.ts'

/** A licence of the party as it is put before an office: issued here, or collected from elsewhere. */
export interface ShownLicence {
  readonly title: Bilingual
  readonly issuer: Bilingual
  readonly number?: string | undefined
  /** of one issued here */
  readonly licenceType?: string | undefined
  readonly validUntil?: Day | undefined
  readonly level: TrustLevel
  /** whether it may be used at all now; of one from elsewhere only its own dates are known */
  readonly stands: boolean
  /** the stored file by which one from elsewhere was shown */
  readonly hash?: string | undefined
}

interface Row {
  readonly title: Bilingual
  readonly issuer: Bilingual
  readonly number: string | null
  readonly licenceType: string | null
  readonly validUntil: Day | null
  readonly level: TrustLevel
  readonly stands: boolean
  readonly hash: string | null
}

/** Of the writer's own party alone; null where it has none of that id. What was issued here comes from the authority itself: A. */
export const shownLicence: Provider = async (
  trx,
  { input, ownerId, today },
): Promise<ShownLicence | null> => {
  const { licence } = input as { licence?: { from: 'here' | 'elsewhere'; id: string } }
  if (!licence) return null
  const row = await trx.find<Row>(
    licence.from === 'here'
      ? sql`
        select title, issued_by as issuer, number, licence_type as "licenceType", valid_until as "validUntil", 'A' as level,
          (state = 'valid' and joint <> 'halted') as stands, null as hash
        from credential.licence where owner_id = ${ownerId} and licence_id = ${licence.id}`
      : sql`
        select jsonb_build_object('zh', title, 'en', title) as title, issuer, number, null as "licenceType",
          valid_until as "validUntil", level, (valid_until is null or valid_until > ${today}::date) as stands,
          proof ->> 'hash' as hash
        from credential.collected where owner_id = ${ownerId} and collected_id = ${licence.id} and removed_at is null`,
  )
  return (
    (row && {
      ...row,
      number: row.number ?? undefined,
      licenceType: row.licenceType ?? undefined,
      validUntil: row.validUntil ?? undefined,
      hash: row.hash ?? undefined,
    }) ??
    null
  )
}

/** How a licence of the party stands now: in force, or why it may not be relied on. */
export interface LicenceNow {
  readonly from: 'here' | 'elsewhere'
  readonly id: string
  readonly level: TrustLevel
  readonly standing:
    | 'stands'
    | 'suspended'
    | 'replaced'
    | 'cancelled'
    | 'revoked'
    | 'expired'
    | 'halted'
    | 'removed'
}

/** Every licence that a party holds or held, as it stands today. What its holder took out of the wallet can be judged no more. */
export const licencesNow = (trx: Trx, partyId: string, today: Day): Promise<LicenceNow[]> =>
  trx.rows<LicenceNow>(sql`
    select 'here' as from, licence_id::text as id, 'A' as level,
      case when state not in ('issued', 'valid') then state
        when valid_until is not null and valid_until <= ${today}::date then 'expired'
        when joint = 'halted' then 'halted' else 'stands' end as standing
    from credential.licence where owner_id = ${partyId}
    union all
    select 'elsewhere', collected_id::text, level,
      case when removed_at is not null then 'removed'
        when valid_until is not null and valid_until <= ${today}::date then 'expired' else 'stands' end
    from credential.collected where owner_id = ${partyId}`)
