import { createHash, randomBytes } from 'node:crypto'
import type { Actor, RoleGrant } from '#kernel/actor.ts'
import { type Instant, instantFrom, msOf } from '#kernel/time.ts'
import { deriveId } from '../canonical.ts'
import { type Pool, reading, sql, transaction, type Trx } from '../database/sql.ts'
import { type HashedPassword, hashPassword, verifyPassword } from './password.ts'

const sessionDays = 7
const tokenHash = (token: string) => createHash('sha256').update(token).digest()

export const anonymous: Actor = { id: 'anonymous', kind: 'anonymous', name: '', roles: [], partyIds: [] }

export interface NewAccount {
  readonly login: string
  readonly name: string
  /** hashed already where many accounts are made with one: hashing is slow on purpose */
  readonly password: string | HashedPassword
  readonly roles: readonly RoleGrant[]
  /** the same for every account of one human */
  readonly personId?: string | undefined
}

/** Answers which parties an account may act for now; the party engine knows. */
export type MandatesOf = (trx: Trx, accountId: string, today: string) => Promise<readonly string[]>

export interface Accounts {
  /** undefined when the login is taken */
  readonly create: (account: NewAccount, at: Instant) => Promise<string | undefined>
  /** a fresh session token, or undefined; undefined takes as long as success */
  readonly signIn: (
    login: string,
    password: string,
    at: Instant,
  ) => Promise<{ token: string; accountId: string } | undefined>
  /** a session without a password, for the demo's account switcher only */
  readonly assume: (login: string, at: Instant) => Promise<{ token: string; accountId: string } | undefined>
  readonly signOut: (token: string) => Promise<void>
  /** moves the end of every session that still counts at `at`, as a demonstration's clock moves, so that nobody is put out */
  readonly keepSessions: (trx: Trx, at: Instant, byMs: number) => Promise<void>
  readonly actorOf: (token: string | undefined, at: Instant, today: string) => Promise<Actor>
}

export const accountIdOf = (login: string): string => deriveId('account', login.toLowerCase())

const all = { read: 'all', write: 'all' } as const

export function createAccounts(pool: Pool, mandatesOf: MandatesOf): Accounts {
  async function openSession(accountId: string, at: Instant): Promise<{ token: string; accountId: string }> {
    const token = randomBytes(32).toString('base64url')
    const expires = instantFrom(msOf(at) + sessionDays * 86_400_000)
    await transaction(pool, all, (trx) =>
      trx.run(sql`
        insert into platform.session (token_hash, account_id, created_at, expires_at)
        values (${tokenHash(token)}, ${accountId}, ${at}, ${expires})`),
    )
    return { token, accountId }
  }
  const find = (login: string) =>
    reading(pool, 'all', (trx) =>
      trx.find<{ account_id: string; password: string }>(
        sql`select account_id, password from platform.account where login = ${login.toLowerCase()}`,
      ),
    )
  return {
    create: async (account, at) => {
      const accountId = accountIdOf(account.login)
      if (await find(account.login)) return undefined
      const { hash } =
        typeof account.password === 'string' ? await hashPassword(account.password) : account.password
      return transaction(pool, all, async (trx) => {
        const made = await trx.run(sql`
          insert into platform.account (account_id, login, name, password, created_at, person_id)
          values (${accountId}, ${account.login.toLowerCase()}, ${account.name}, ${hash}, ${at},
            ${account.personId ?? null})
          on conflict do nothing`)
        if (!made) return undefined
        for (const grant of account.roles)
          await trx.run(sql`
            insert into platform.role_grant (account_id, role, department, district)
            values (${accountId}, ${grant.role}, ${grant.department ?? ''}, ${grant.district ?? ''})`)
        return accountId
      })
    },
    signIn: async (login, password, at) => {
      const account = await find(login)
      if (!(await verifyPassword(password, account?.password)) || !account) return undefined
      return openSession(account.account_id, at)
    },
    assume: async (login, at) => {
      const account = await find(login)
      return account && openSession(account.account_id, at)
    },
    signOut: (token) =>
      transaction(pool, all, async (trx) => {
        await trx.run(sql`delete from platform.session where token_hash = ${tokenHash(token)}`)
      }),
    keepSessions: async (trx, at, byMs) => {
      await trx.run(sql`
        update platform.session set expires_at = expires_at + make_interval(secs => ${byMs / 1000})
        where expires_at > ${at}`)
    },
    actorOf: async (token, at, today) => {
      if (!token) return anonymous
      return reading(pool, 'all', async (trx) => {
        const account = await trx.find<{ account_id: string; name: string; person_id: string | null }>(sql`
          select a.account_id, a.name, a.person_id from platform.session s join platform.account a using (account_id)
          where s.token_hash = ${tokenHash(token)} and s.expires_at > ${at}`)
        if (!account) return anonymous
        const roles = await trx.rows<{ role: string; department: string; district: string }>(
          sql`select role, department, district from platform.role_grant where account_id = ${account.account_id}`,
        )
        return {
          id: account.account_id,
          kind: 'account',
          name: account.name,
          roles: roles.map((grant) => ({
            role: grant.role,
            department: grant.department || undefined,
            district: grant.district || undefined,
          })),
          partyIds: [...(await mandatesOf(trx, account.account_id, today))],
          ...(account.person_id ? { personId: account.person_id } : {}),
        }
      })
    },
  }
}
