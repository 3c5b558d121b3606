import { expect, test } from 'vitest'
import { readStatementTable } from './statement-table.ts'

const good = ['i-1', 'PY1', '9800000000000001', '样例企业', '1,234.50', '已付清']
const change = (at: number, cell: string) => good.map((one, index) => (index === at ? cell : one))

test('a pasted statement is read with and without its heading, amounts to the 分', () => {
  const heading = ['付款编号', '银行流水号', '收款账号', '收款户名', '金额（元）', '结果']
  const row = {
    row: 1,
    instruction: 'i-1',
    bankReference: 'PY1',
    payeeAccount: '9800000000000001',
    payeeName: '样例企业',
    amountFen: 1_234_50,
    state: 'settled',
  }
  expect(readStatementTable([heading, good])).toEqual([{ row }])
  expect(readStatementTable([good, change(5, 'Returned')])).toEqual([
    { row },
    { row: { ...row, row: 2, state: 'returned' } },
  ])
  expect(readStatementTable([change(4, '0.1')])).toMatchObject([{ row: { amountFen: 10 } }])
})

test('a cell that cannot be read is named with its line, and is never taken for something else', () => {
  const faulty = [
    good,
    change(0, ''),
    change(2, '98-00'),
    change(3, ''),
    change(4, '1.234'),
    change(4, '-1'),
    change(5, '处理中'),
  ]
  expect(readStatementTable(faulty).slice(1)).toEqual([
    { line: 2, cell: 'instruction' },
    { line: 3, cell: 'payeeAccount' },
    { line: 4, cell: 'payeeName' },
    { line: 5, cell: 'amount' },
    { line: 6, cell: 'amount' },
    { line: 7, cell: 'state' },
  ])
})

test('what came in is read with what the payer wrote, and needs the bank’s own number', () => {
  const line = ['退回 TH0000000001', 'IN1', '9800000000000001', '样例企业', '180', '收入']
  const received = {
    row: 1,
    bankReference: 'IN1',
    payerAccount: '9800000000000001',
    payerName: '样例企业',
    amountFen: 180_00,
    remark: '退回 TH0000000001',
  }
  expect(readStatementTable([line])).toEqual([{ received }])
  expect(readStatementTable([line.map((cell, at) => (at === 1 ? '' : cell))])).toEqual([
    { line: 1, cell: 'bankReference' },
  ])
})
