import { composeCreditCode } from '#kernel/credit-code.ts'
import type { TestSystem } from '#platform/testing/system.ts'

let made = 0

/** A party in formation and its founder with the mandate. */
export async function aHolder(town: TestSystem) {
  const answer = await town.execute(
    'party',
    'foundEnterprise',
    { name: '示例科技有限公司' },
    { as: town.founder, key: `a-holder-${++made}` },
  )
  if (answer.kind !== 'written') throw new Error(JSON.stringify(answer.failure))
  return { partyId: answer.id, founder: await town.refresh(town.founder) }
}

/** What a registration hands on. */
export const registrationValues = () => ({
  'company-name': '示例科技有限公司',
  'credit-code': composeCreditCode('91', '440106', ++made),
  'organisation-form': 'llc',
  'business-activities': ['software-development', 'it-services'],
  'founded-on': '2026-03-02',
  'registered-capital': 100_000_000,
  'founder-name': '张三',
})

export const issueInput = (partyId: string, more: Record<string, unknown> = {}) => ({
  partyId,
  licenceType: 'business-licence',
  cause: `case-${++made}`,
  values: registrationValues(),
  ...more,
})

/** A licence that is decided and waits for its signature. */
export async function anIssuedLicence(town: TestSystem, more: Record<string, unknown> = {}) {
  const holder = await aHolder(town)
  const partyId = typeof more['partyId'] === 'string' ? more['partyId'] : holder.partyId
  const answer = await town.execute('credential', 'issue', { ...issueInput(partyId), ...more })
  if (answer.kind !== 'written') throw new Error(JSON.stringify(answer.failure))
  return { partyId, licenceId: answer.id, founder: holder.founder }
}

/** What a signer would report; the content is not looked at by the rule. */
export const signature = {
  text: 'a.b.c~',
  hash: 'hash',
  keyId: 'key',
  status: { listId: 's1', uri: 'https://city.example/api/status-lists/s1', index: 0 },
  link: 'https://city.example/verify#a.b',
}

/** A licence recorded as signed, where what the signature says does not matter. */
export async function aRecordedLicence(town: TestSystem, more: Record<string, unknown> = {}) {
  const licence = await anIssuedLicence(town, more)
  await done(town, 'recordSigned', { ...named(licence), signed: signature })
  return licence
}

export async function done(town: TestSystem, operation: string, input: Record<string, unknown>) {
  const answer = await town.execute('credential', operation, input)
  if (answer.kind !== 'written') throw new Error(JSON.stringify(answer.failure))
}

/** A licence signed by the job, with the feed at rest. */
export async function aSignedLicence(town: TestSystem, more: Record<string, unknown> = {}) {
  const licence = await anIssuedLicence(town, more)
  await town.system.settle()
  return licence
}

export type Named = { partyId: string; licenceId: string }
export const named = ({ partyId, licenceId }: Named) => ({ partyId, licenceId })

export const actOn = { reason: '逾期未改正', legalBasis: '行政许可法 第69条' }

export async function acted(town: TestSystem, operation: string, more: Record<string, unknown> = {}) {
  const licence = await aRecordedLicence(town, more)
  await done(town, operation, operation === 'expire' ? named(licence) : { ...named(licence), ...actOn })
  return licence
}
export const over = { validFrom: '2020-01-01', validUntil: '2021-01-01' }

export const act = async (licence: Promise<Named>) => ({ input: { ...named(await licence), ...actOn } })
export const on = async (licence: Promise<Named>) => ({ input: named(await licence) })
