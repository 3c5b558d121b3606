import { expect, test } from 'vitest'
import { simulatePayments } from './simulate.ts'

test('over 100,000 payments through a bank that loses, delays, repeats, garbles, returns and mispays, every 分 is explained', async () => {
  const seen = await simulatePayments({ payments: 100_000, seed: 20_260_302 })
  expect(seen).toMatchObject({
    inDoubt: 0,
    returned: 0,
    unexplained: 0,
    bankSumFen: 0,
    ledgerSumFen: 0,
    differenceFen: 0,
  })
  expect(seen.settled + seen.disputed).toBe(100_000)
  // Every kind of fault really happened, and often.
  for (const fault of ['lost-request', 'lost-answer', 'error-500', 'garbage', 'delay', 'reject', 'duplicate'])
    expect(seen.faults[fault], fault).toBeGreaterThan(1_000)
  for (const fault of ['wrong-amount', 'partial']) expect(seen.faults[fault], fault).toBeGreaterThan(200)
}, 600_000)

test('without an instruction id that the bank knows again the same bank pays twice, and it shows', async () => {
  const seen = await simulatePayments({ payments: 1_000, seed: 7, randomIds: true, rounds: 8 })
  expect(seen.unexplained).toBeGreaterThan(0)
  expect(seen.differenceFen).toBeGreaterThan(0)
})
