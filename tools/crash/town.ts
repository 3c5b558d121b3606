import pg from 'pg'
import { composition } from '#apps/composition.ts'
import { anEmployer, approver, starter } from '#engines/policy/scenes.fixtures.ts'
import { samplePolicy } from '#engines/policy/sample.ts'
import type { Actor } from '#kernel/actor.ts'
import { cityRows } from '#platform/seed-city.ts'
import type { DatabaseUrls } from '#platform/database/roles.ts'
import { openTestSystem } from '#platform/testing/system.ts'
import { testTown } from '#platform/testing/test-town.ts'

export interface Payee {
  readonly partyId: string
  readonly name: string
  readonly account: string
  readonly getsFen: number
}

/** A town with payees and a book, just before its run begins, and copies of it. */
export interface Town {
  readonly payees: readonly Payee[]
  readonly bookId: string
  readonly period: string
  readonly budgetFen: number
  readonly treasury: string
  readonly people: People
  /** another office with a book of the same fund, which has the same benefit in mind */
  readonly rival: { readonly bookId: string; readonly people: People }
  readonly at: string
  readonly copy: () => Promise<Copy>
  readonly close: () => Promise<void>
}
export interface People {
  readonly starter: Actor
  readonly approver: Actor
}
export interface Copy {
  readonly urls: DatabaseUrls
  readonly adminUrl: string
  readonly home: string
  readonly drop: () => Promise<void>
}

const accountNumber = (index: number) => `9900${String(index).padStart(12, '0')}`
const treasury = accountNumber(1)
/** How many of the payees, the last in their order, the budget does not cover. */
export const beyondBudget = (payees: number) => Math.max(1, Math.floor(payees / 20))

/** What the payees get differs from one to the next, so that no sum can be taken for another. */
const paidOf = (index: number) => 1_000_00 + index * 100

const foundedAtOnce = 8

/** A town for as long as the work takes. */
export async function inTown<T>(payees: number, work: (town: Town) => Promise<T>): Promise<T> {
  const town = await aTown(payees)
  try {
    return await work(town)
  } finally {
    await town.close()
  }
}

export async function aTown(count: number): Promise<Town> {
  const { rows } = await cityRows(composition.defaultCity, composition.kinds)
  const needed = rows.filter(
    (row) => row.kind === 'fact' || (row.kind === 'policy' && row.id === samplePolicy),
  )
  const town = await openTestSystem({
    engines: composition.engines,
    processes: [],
    mandatesOf: composition.mandatesOf,
    kinds: composition.cityKinds,
    definitions: [...needed, ...testTown(composition.engines).filter((row) => row.kind !== 'fact')],
  })
  const people = { starter: await starter(town), approver: await approver(town) }
  const office = { department: 'human-resources' }
  const rivals = {
    starter: await town.account('rival-starter', 'officer', office),
    approver: await town.account('rival-approver', 'officer', office),
  }
  const made: Payee[] = []
  const found = async (i: number) => {
    const account = accountNumber(1_000 + i)
    const { partyId, name } = await anEmployer(town, { name: `收款企业${i}`, paidFen: paidOf(i), account })
    made.push({ partyId, name, account, getsFen: (paidOf(i) * 60) / 100 })
  }
  for (let i = 0; i < count; i += foundedAtOnce)
    await Promise.all(Array.from({ length: Math.min(foundedAtOnce, count - i) }, (_, k) => found(i + k)))
  const payees = made.toSorted((a, b) => (a.partyId < b.partyId ? -1 : 1))
  const covered = payees.slice(0, count - beyondBudget(count))
  const budgetFen = covered.reduce((sum, one) => sum + one.getsFen, 0) + 1
  const period = '2025'
  const open = async (year: string) => {
    const book = await town.execute('ledger', 'openBook', {
      title: '失业保险基金',
      fund: 'unemployment-fund',
      period: year,
      budgetFen,
      bankAccount: treasury,
    })
    if (book.kind !== 'written') throw new Error(JSON.stringify(book.failure))
    return book.id
  }
  const bookId = await open(period)
  const rival = { bookId: await open('2026'), people: rivals }
  while ((await town.system.turn()) > 0);
  const { urls } = town
  const at = '2026-03-02T03:00:00.000Z'
  const { adminUrl, home, drop } = await town.park()
  const template = new URL(urls.app).pathname.slice(1)
  return {
    payees,
    bookId,
    period,
    budgetFen,
    treasury,
    people,
    rival,
    at,
    copy: () => copyOf(adminUrl, template, urls, home),
    close: drop,
  }
}

let copies = 0
const named = (url: string, database: string) => {
  const at = new URL(url)
  at.pathname = `/${database}`
  return at.toString()
}

async function copyOf(adminUrl: string, template: string, urls: DatabaseUrls, home: string): Promise<Copy> {
  const name = `c_${process.pid}_${++copies}`
  const asAdmin = async (text: string) => {
    const client = new pg.Client({ connectionString: named(adminUrl, 'postgres') })
    await client.connect()
    try {
      await client.query(text)
    } finally {
      await client.end()
    }
  }
  await asAdmin(`create database ${name} template ${template}`)
  return {
    home,
    adminUrl: named(adminUrl, name),
    urls: {
      owner: named(urls.owner, name),
      app: named(urls.app, name),
      sealer: named(urls.sealer, name),
    },
    drop: () => asAdmin(`drop database if exists ${name} with (force)`),
  }
}
