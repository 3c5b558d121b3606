import type { Reach } from '#kernel/actor.ts'
import type { Projection, Provider, Query } from '#platform/engine.ts'
import { withinReach } from '#platform/database/reach.ts'
import { empty, type Sql, sql, type Trx } from '#platform/database/sql.ts'
import { NotFound } from '#platform/query.ts'
import { dayOf, instantFrom } from '#kernel/time.ts'
import type { collectedContract, FoundProof } from './collected-contract.ts'
import type { CollectedEvent, CollectedView } from './collected-model.ts'
import { trustedIssuerKind } from './issuer-definition.ts'
import { jsonObjectIn } from '../signing/jws.ts'
import { verifyLicence } from '../signing/sd-jwt.ts'

const claimsOf = (claims: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(claims).flatMap(([name, value]) =>
      typeof value === 'string' && value.length <= 2_000 ? [[name, value] as const] : [],
    ),
  )

/** Whether what the holder handed in is what it says: a signature by a known issuer, or a file that is here. */
export const findProof: Provider = async (
  trx,
  { input, definitions, now, calendar },
): Promise<FoundProof> => {
  const { text, hash } = input as { text?: string; hash?: string }
  if (text !== undefined) {
    const iss = jsonObjectIn(text.split('~', 1)[0]?.split('.')[1])?.iss
    const issuer = definitions.list(trustedIssuerKind).find((one) => one.issuer === iss)
    if (!issuer) return { kind: 'issuer-unknown' }
    const answer = await verifyLicence(text, { keys: issuer.keys, statusToken: undefined, now })
    // Its status list lies elsewhere and is not asked within a write: a missing list alone stands in nobody's way.
    const against = answer.reasons.filter((reason) => reason !== 'status-list-missing')
    if (!answer.claims || against.length) return { kind: 'not-genuine', reasons: against }
    const title = issuer.licences.find(({ vct }) => vct === answer.claims?.['vct'])?.title
    if (!title) return { kind: 'licence-unlisted' }
    const { exp } = answer.claims
    const claims = claimsOf(answer.claims)
    return {
      kind: 'signed',
      issuerId: issuer.id,
      issuer: issuer.title,
      title,
      number: claims['number'],
      validUntil:
        typeof exp === 'number' ? dayOf(instantFrom(exp * 1000), calendar.offsetMinutes) : undefined,
      claims,
    }
  }
  if (hash === undefined) return { kind: 'none' }
  const stored = await trx.find(sql`select 1 from platform.file where hash = ${hash}`)
  return { kind: 'file', stored: stored !== undefined }
}

export const projectCollected: Projection = async (trx, { ownerId, streamId, event }) => {
  const { type, data } = event as CollectedEvent
  if (type === 'LicenceCollected')
    await trx.run(sql`
      insert into credential.collected (owner_id, collected_id, holder_name, title, issuer, number, valid_until, department, level, proof,
        collected_at)
      values (${ownerId}, ${streamId}, ${data.holderName}, ${data.title}, ${JSON.stringify(data.issuer)}::jsonb, ${data.number ?? null},
        ${data.validUntil ?? null}, ${data.department}, ${data.level}, ${JSON.stringify(data.proof)}::jsonb, ${data.at})`)
  if (type === 'CollectedChecked')
    await trx.run(sql`
      update credential.collected set level = ${data.level},
        checked = ${JSON.stringify({ reason: data.reason, at: data.at })}::jsonb
      where owner_id = ${ownerId} and collected_id = ${streamId}`)
  if (type === 'CollectedRemoved')
    await trx.run(sql`
      update credential.collected set removed_at = ${data.at}
      where owner_id = ${ownerId} and collected_id = ${streamId}`)
}

interface Row extends Omit<CollectedView, 'check' | 'fileName'> {
  readonly hash: string | null
  readonly fileName: string | null
  readonly check: { readonly reason: string; readonly at: string } | null
}

const rowsOf = (trx: Trx, condition: Sql, limit: number) =>
  trx.rows<Row>(sql`
    select c.owner_id as "partyId", collected_id as "collectedId", holder_name as "holderName", title, issuer, number,
      valid_until as "validUntil", department, level, proof ->> 'kind' as proof, proof ->> 'hash' as hash,
      proof ->> 'fileName' as "fileName", collected_at as "collectedAt", checked as check
    from credential.collected c where removed_at is null${condition} order by collected_at desc, collected_id desc limit ${limit}`)

const view = ({ hash: _, ...row }: Row): CollectedView => ({
  ...row,
  number: row.number ?? undefined,
  validUntil: row.validUntil ?? undefined,
  fileName: row.fileName ?? undefined,
  check: row.check ?? undefined,
})

const within = (reach: Reach): Sql =>
  withinReach(reach, { owner: sql`c.owner_id`, department: sql`c.department` })

type Reads = typeof collectedContract
/** One party keeps few; the limit is a guard. */
const most = 200

export const collectedQueries = {
  listCollected: (async (trx, { partyId }, { reach }) => ({
    items: (await rowsOf(trx, sql` and c.owner_id = ${partyId}${within(reach)}`, most)).map(view),
  })) satisfies Query<Reads['listCollected']>,
  findCollected: (async (trx, { level, after, limit }, { reach }) => {
    const [at, id] = after?.split('_') ?? []
    const beyond =
      at && id ? sql` and (collected_at, collected_id) < (${at}::timestamptz, ${id}::uuid)` : empty
    const named = level ? sql` and level = ${level}` : empty
    const rows = await rowsOf(trx, sql`${named}${beyond}${within(reach)}`, limit + 1)
    const last = rows.length > limit ? rows[limit - 1] : undefined
    return {
      items: rows.slice(0, limit).map(view),
      next: last && `${last.collectedAt}_${last.collectedId}`,
    }
  }) satisfies Query<Reads['findCollected']>,
  collectedFile: (async (trx, { partyId, collectedId }, { reach, files }) => {
    const [row] = await rowsOf(
      trx,
      sql` and c.owner_id = ${partyId} and collected_id = ${collectedId}${within(reach)}`,
      1,
    )
    const found = row?.hash ? await files.get(row.hash) : undefined
    if (!row || !found) throw new NotFound()
    return { bytes: found.bytes, mediaType: found.file.mediaType, fileName: row.fileName ?? row.title }
  }) satisfies Query<Reads['collectedFile']>,
}
