import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'

/**
 * Three roles: `owner` changes the schema and nothing else runs as it; `app` owns nothing and only adds to the record;
 * `sealer` numbers and seals. Their passwords are made here and kept in the state directory.
 */
export const roleNames = { owner: 'yishang_owner', app: 'yishang_app', sealer: 'yishang_sealer' } as const
type RoleName = keyof typeof roleNames
export type DatabaseUrls = Readonly<Record<RoleName, string>>

function passwords(home: string): Record<RoleName, string> {
  const file = path.join(home, 'database-roles.json')
  if (fs.existsSync(file)) return JSON.parse(fs.readFileSync(file, 'utf8')) as Record<RoleName, string>
  const made = { owner: secret(), app: secret(), sealer: secret() }
  fs.mkdirSync(home, { recursive: true, mode: 0o700 })
  fs.writeFileSync(file, JSON.stringify(made), { mode: 0o600 })
  return made
}
const secret = () => randomBytes(24).toString('base64url')

/** Makes the roles where they are missing, sets their passwords, and says how each one connects to the database. */
export async function prepareRoles(adminUrl: string, home: string): Promise<DatabaseUrls> {
  const known = passwords(home)
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(734002)')
    for (const role of Object.keys(roleNames) as RoleName[]) {
      const name = roleNames[role]
      const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [name])
      if (!rowCount) await client.query(`create role ${name}`)
      await client.query(`alter role ${name} login password '${known[role]}'`)
    }
    const database = client.escapeIdentifier(client.database ?? 'postgres')
    await client.query(`grant create, connect, temporary on database ${database} to ${roleNames.owner}`)
    await client.query(`grant connect on database ${database} to ${roleNames.app}, ${roleNames.sealer}`)
    for (const extension of ['pg_trgm', 'btree_gist'])
      await client.query(`create extension if not exists ${extension}`)
  } finally {
    await client.end()
  }
  return urlsFor(adminUrl, known)
}

function urlsFor(adminUrl: string, known: Record<RoleName, string>): DatabaseUrls {
  const of = (role: RoleName) => {
    const url = new URL(adminUrl)
    url.username = roleNames[role]
    url.password = known[role]
    return url.toString()
  }
  return { owner: of('owner'), app: of('app'), sealer: of('sealer') }
}
