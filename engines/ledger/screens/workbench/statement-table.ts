import type { ReceivedRow, StatementRow } from '../../reconcile/model.ts'

/** One line of a pasted statement: the row, or which of its cells cannot be read. */
export type StatementLine =
  | { readonly row: StatementRow }
  /** what came in; the day is the statement’s */
  | { readonly received: Omit<ReceivedRow, 'receivedOn'> }
  | { readonly line: number; readonly cell: StatementColumn }

/** The columns of a statement in their order, as the bank's page and its export have them. */
export const statementColumns = [
  'instruction',
  'bankReference',
  'payeeAccount',
  'payeeName',
  'amount',
  'state',
] as const
export type StatementColumn = (typeof statementColumns)[number]

const states: Readonly<Record<string, StatementRow['state'] | 'received'>> = {
  收入: 'received',
  进账: 'received',
  已收: 'received',
  received: 'received',
  已付清: 'settled',
  已付: 'settled',
  成功: 'settled',
  settled: 'settled',
  paid: 'settled',
  已退回: 'returned',
  退回: 'returned',
  退汇: 'returned',
  returned: 'returned',
}

/** 分 from `1,234.50` or `1234.5`; nothing else is an amount. */
function fenIn(cell: string): number | undefined {
  const plain = cell.replaceAll(/[,，\s]/g, '')
  if (!/^\d{1,13}(\.\d{1,2})?$/.test(plain)) return undefined
  const [whole = '', cents = ''] = plain.split('.')
  return Number(whole) * 100 + Number(cents.padEnd(2, '0'))
}

const isHead = (cells: readonly string[]) => cells.length > 0 && fenIn(cells[4] ?? '') === undefined

/** The lines of a pasted statement; a first line without an amount is its heading. */
export function readStatementTable(table: readonly (readonly string[])[]): StatementLine[] {
  const body = table[0] && isHead(table[0]) ? table.slice(1) : table
  return body.map((cells, index): StatementLine => {
    const [instruction = '', bankReference = '', payeeAccount = '', payeeName = '', amount = '', state = ''] =
      cells
    const amountFen = fenIn(amount)
    const ended = states[state.toLowerCase()]
    const line = index + 1
    if (instruction === '' && ended !== 'received') return { line, cell: 'instruction' }
    if (!/^\d{4,40}$/.test(payeeAccount)) return { line, cell: 'payeeAccount' }
    if (payeeName === '') return { line, cell: 'payeeName' }
    if (amountFen === undefined) return { line, cell: 'amount' }
    if (ended === undefined) return { line, cell: 'state' }
    if (ended === 'received')
      return received(line, {
        bankReference,
        amountFen,
        account: payeeAccount,
        name: payeeName,
        remark: instruction,
      })
    return {
      row: { row: line, instruction, bankReference, payeeAccount, payeeName, amountFen, state: ended },
    }
  })
}

/** Of what came in the first cell is what the payer wrote, and account and name are the payer’s. */
const received = (
  line: number,
  one: { bankReference: string; amountFen: number; account: string; name: string; remark: string },
): StatementLine => {
  const { bankReference, amountFen, account: payerAccount, name: payerName, remark } = one
  if (bankReference === '') return { line, cell: 'bankReference' }
  return { received: { row: line, bankReference, amountFen, payerAccount, payerName, remark } }
}
