import type { Scope } from './contract.ts'

/** Who acts. The system is an actor too: processes, timers and connectors say which one they are. */
export interface Actor {
  readonly id: string
  readonly kind: 'anonymous' | 'account' | 'system'
  readonly name: string
  readonly roles: readonly RoleGrant[]
  /** parties this account may act for, by mandate */
  readonly partyIds: readonly string[]
  /** the human behind the account, where that is known to be somebody with several */
  readonly personId?: string | undefined
}

/** Who a second pair of eyes must not be. Two accounts of one person are one person. */
export const personOf = ({ personId, id }: Pick<Actor, 'id' | 'personId'>): string => personId ?? id

export interface RoleGrant {
  readonly role: string
  readonly department?: string | undefined
  readonly district?: string | undefined
}

/** What a role may do, as the city's roles.yaml says. */
export interface RoleRights {
  readonly id: string
  readonly own: readonly string[]
  readonly jurisdiction: readonly string[]
  readonly all: readonly string[]
}

/** Where a record stands: whose it is, and which office's work it is now. */
export interface RecordScope {
  readonly owner?: string | undefined
  readonly departments?: readonly string[] | undefined
  readonly district?: string | undefined
}

/** How far an actor reaches with one operation; the union over its roles. */
export type Reach =
  | { readonly kind: 'none' }
  | { readonly kind: 'own'; readonly partyIds: readonly string[] }
  | {
      readonly kind: 'jurisdiction'
      readonly offices: readonly { department?: string | undefined; district?: string | undefined }[]
      readonly partyIds: readonly string[]
    }
  | { readonly kind: 'all' }

const order: readonly Scope[] = ['public', 'own', 'jurisdiction', 'all']
export const widerThan = (a: Scope, b: Scope): boolean => order.indexOf(a) > order.indexOf(b)

/**
 * The one judgement of who may do what, shared by server and web. No role naming the operation means no. A grant
 * wider than the contract row's permission is cut down to it.
 */
export function reachOf(
  actor: Actor,
  operation: string,
  permission: Scope,
  rights: ReadonlyMap<string, RoleRights>,
): Reach {
  if (actor.kind === 'system' || permission === 'public') return { kind: 'all' }
  const offices: { department?: string | undefined; district?: string | undefined }[] = []
  let own = false
  for (const grant of actor.roles) {
    const right = rights.get(grant.role)
    if (!right) continue
    if (right.all.includes(operation) && permission === 'all') return { kind: 'all' }
    if ((right.all.includes(operation) || right.jurisdiction.includes(operation)) && permission !== 'own')
      offices.push({ department: grant.department, district: grant.district })
    if (right.own.includes(operation)) own = true
  }
  if (offices.length) return { kind: 'jurisdiction', offices, partyIds: own ? actor.partyIds : [] }
  return own ? { kind: 'own', partyIds: actor.partyIds } : { kind: 'none' }
}

/** Whether a reach covers one record. An office without a district covers the whole city for its department. */
export function covers(reach: Reach, record: RecordScope): boolean {
  if (reach.kind === 'none') return false
  if (reach.kind === 'all') return true
  const mine = record.owner !== undefined && reach.partyIds.includes(record.owner)
  if (reach.kind === 'own' || mine) return mine
  return reach.offices.some(
    (office) =>
      (office.department === undefined ||
        record.departments === undefined ||
        record.departments.includes(office.department)) &&
      (office.district === undefined || record.district === undefined || record.district === office.district),
  )
}
