import { hashOf } from '#platform/canonical.ts'
import { type Job, systemActor } from '#platform/engine.ts'
import { listAnswers } from './store.ts'

const actor = systemActor('ledger')
const atOnce = 500

/** Carries what the bank answered to a file to the disbursements that its rows belong to; done twice it changes nothing more. */
export const takeAnswers: Job = async (payload, context) => {
  const bookId = String(payload['bookId'])
  const answers = await context.reading((trx) => listAnswers(trx, bookId, String(payload['fileId'])))
  for (const [disbursementId, all] of answers)
    for (let start = 0; start < all.length; start += atOnce) {
      const some = all.slice(start, start + atOnce)
      const result = await context.execute({
        engine: 'ledger',
        operation: 'recordBankAnswers',
        input: { bookId, disbursementId, answers: some },
        actor,
        idempotencyKey: `bank:${disbursementId}:${hashOf(some)}`,
      })
      if (result.kind === 'failed')
        throw new Error(`bank answers not recorded: ${JSON.stringify(result.failure)}`)
    }
}
