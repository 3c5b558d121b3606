import { afterAll, beforeAll, expect, test } from 'vitest'
import { composition } from '#apps/composition.ts'
import { instantFrom, msOf } from '#kernel/time.ts'
import { connect } from '#platform/connectors.ts'
import { openTestSystem, type TestSystem } from '#platform/testing/system.ts'
import { type Sandbox, sandbox, secret } from '#simulators/fixtures.ts'
import { aBook, holdInput, someLines } from '../fixtures.ts'

// Ledger, bank and budget of one book; then somebody alters one of them behind the others' back.
const treasury = '9900000000000018'
let town: TestSystem
let bank: Sandbox

beforeAll(async () => {
  let now = () => '2026-03-02T02:00:00.000Z'
  bank = await sandbox({ now: () => now() })
  town = await openTestSystem({
    engines: composition.engines,
    processes: [],
    mandatesOf: composition.mandatesOf,
    outside: connect({ bank: { url: bank.urls().bank, secret } }),
  })
  now = () => town.clock.now()
})
afterAll(async () => {
  await town?.close()
  await bank?.end()
})

async function pass(ms: number) {
  town.clock.set(instantFrom(msOf(town.clock.now()) + ms))
  bank.pass(0)
  await town.system.settle()
  bank.pass(0)
}

const payees = 6
let accounts = 0

/** A book whose payments all settled within the last minutes. */
async function paidBook() {
  const from = town.clock.now()
  const { bookId } = await aBook(town, 10_000_00, treasury)
  const lines = someLines(payees, 100_00).map((line, index) => ({
    ...line,
    amountFen: 100_00 + index,
    account: `98${String(++accounts).padStart(14, '0')}`,
  }))
  await bank.call('bank', 'POST', '/accounts', {
    accounts: [
      { accountNumber: treasury, name: '样例市财政专户', openingFen: 1_000_000_00 },
      ...lines.map(({ account, payee }) => ({ accountNumber: account, name: payee })),
    ],
  })
  const held = await town.execute('ledger', 'holdFunds', holdInput(bookId, lines))
  if (held.kind !== 'written') throw new Error(JSON.stringify(held.failure))
  const ids = { bookId, disbursementId: held.id }
  await town.execute('ledger', 'orderPayments', ids)
  for (let i = 0; i < 4; i++) await pass(60_000)
  return { bookId, from, lines }
}

interface StatementView {
  readonly statementId: string
  readonly compared: number
  readonly open: number
  readonly items: readonly { number: number; kind: string; payee?: string; settled?: unknown }[]
}
async function fetched({ bookId, from }: { bookId: string; from: string }): Promise<StatementView> {
  const asked = { bookId, from, until: town.clock.now() }
  const answer = await town.execute('ledger', 'askStatement', asked)
  if (answer.kind !== 'written') throw new Error(JSON.stringify(answer.failure))
  await town.system.settle()
  const list = await town.query<{ items: { statementId: string }[] }>('ledger', 'listStatements', { bookId })
  if (list.kind === 'failed') throw new Error(JSON.stringify(list.failure))
  return view(bookId, list.answer.items[0]?.statementId ?? '')
}
async function view(bookId: string, statementId: string): Promise<StatementView> {
  const seen = await town.query<StatementView>('ledger', 'getStatement', { bookId, statementId })
  if (seen.kind === 'failed') throw new Error(JSON.stringify(seen.failure))
  return seen.answer
}
const kindsOf = ({ items }: StatementView) => items.map(({ kind, payee }) => [kind, payee])

test('a statement that the bank gives itself agrees with ledger and budget', async () => {
  const seen = await fetched(await paidBook())
  expect(seen).toMatchObject({ compared: payees, open: 0, items: [] })
})

test('a cent altered in the ledger and a cent altered in a posting are each named with their payee', async () => {
  const book = await paidBook()
  const [first, second] = book.lines
  await town.admin(
    `update ledger.transfer set amount = amount + 1 where instruction_id = '${first?.instructionId}'`,
  )
  await town.admin(
    `update ledger.posting set amount = amount + 1 where to_account = 'paid' and instruction_id = '${second?.instructionId}'`,
  )
  const seen = await fetched(book)
  expect(kindsOf(seen)).toEqual([
    ['amount-differs', first?.payee],
    ['budget-differs', first?.payee],
    ['budget-differs', second?.payee],
    // The altered posting moves money that was never ordered.
    ['book-differs', undefined],
    ['book-differs', undefined],
  ])
})

test('payees swapped in the ledger, a payment the bank does not know and one it forgot are named; a person settles each, and nothing is changed', async () => {
  const book = await paidBook()
  const [first, second, third] = book.lines
  await town.admin(`
    update ledger.transfer t set payee = o.payee, account = o.account from ledger.transfer o
    where (t.instruction_id, o.instruction_id) in (('${first?.instructionId}', '${second?.instructionId}'),
      ('${second?.instructionId}', '${first?.instructionId}'))`)
  const until = town.clock.now()
  const rows = book.lines
    .filter((line) => line !== third)
    .map(({ instructionId, payee, account, amountFen }, index) => ({
      row: index + 1,
      instruction: instructionId,
      bankReference: `PY${index}`,
      payeeName: payee,
      payeeAccount: account,
      amountFen,
      state: 'settled' as const,
    }))
  const strange = { ...rows[0], row: rows.length + 1, instruction: 'not-ours', payeeName: '陌生企业' }
  const all = [...rows, strange]
  const statement = {
    account: treasury,
    from: book.from,
    until,
    totalFen: all.reduce((sum, row) => sum + (row.amountFen ?? 0), 0),
    rows: all,
  }
  const before = await town.admin('select count(*) from ledger.posting')
  const input = { bookId: book.bookId, source: 'file', statement }
  const imported = await town.execute('ledger', 'importStatement', input)
  if (imported.kind !== 'written') throw new Error(JSON.stringify(imported.failure))
  const seen = await view(book.bookId, imported.id)
  expect(kindsOf(seen)).toEqual([
    ['payee-differs', second?.payee],
    ['payee-differs', first?.payee],
    ['unknown-to-ledger', '陌生企业'],
    ['missing-at-bank', third?.payee],
  ])
  const chief = await town.account('reconciler', 'chief')
  for (const { number } of seen.items) {
    const settling = { bookId: book.bookId, statementId: imported.id, number, outcome: 'bank-corrects' }
    const settled = await town.execute(
      'ledger',
      'settleFinding',
      { ...settling, reason: '已请银行更正' },
      { as: chief },
    )
    expect(settled.kind).toBe('written')
  }
  const after = await view(book.bookId, imported.id)
  expect(after.open).toBe(0)
  expect(after.items[0]?.settled).toMatchObject({ by: '账号 reconciler', reason: '已请银行更正' })
  expect((await town.admin('select count(*) from ledger.posting')).rows).toEqual(before.rows)
})
