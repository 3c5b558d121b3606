import { z } from 'zod'
import type { Job } from '#platform/engine.ts'
import { systemActor } from '#platform/engine.ts'
import { stagesOf } from '../model.ts'
import { stageOf } from '../filing/plan.ts'
import { planOfCase } from '../filing/plans.ts'
import { findCase } from '../store.ts'

const Payload = z.object({ partyId: z.string(), caseId: z.string() })
const Taken = z.object({ receiptNumber: z.string() })

/**
 * The applicant's rating goes back to every system in which a step was done and which wants it (好差评 数据汇聚): once for each,
 * under a key that stays, so that a lost answer is simply asked for again.
 */
export const sendRatingsJob: Job = async (payload, context) => {
  const { partyId, caseId } = Payload.parse(payload)
  const found = await context.reading((trx) => findCase(trx, partyId, caseId))
  const { rating } = found?.state ?? {}
  if (!found || !rating) return
  const { state } = found
  const plan = planOfCase(context.moment().definitions, state)
  for (const { id } of stagesOf(state)) {
    const { connector: system, ratings } = stageOf(plan, id).stage
    if (!system || !ratings || state.ratingSent?.[id]) continue
    const reference = `${caseId}:${id}`
    const answer = await context.outside.call({
      system,
      method: 'POST',
      path: `/${ratings}`,
      idempotencyKey: `rating:${reference}`,
      body: {
        caseRef: reference,
        creditCode: state.creditCode ?? state.partyCode,
        name: state.title,
        score: rating.score,
        ...(rating.comment ? { comment: rating.comment } : {}),
      },
    })
    const taken = answer.kind === 'answered' ? Taken.safeParse(answer.body) : undefined
    if (!taken?.success) throw new Error(`${system} did not take the rating of ${reference}`)
    await context.execute({
      engine: 'casework',
      operation: 'recordRatingSent',
      input: { partyId, caseId, stage: id, system, receipt: taken.data.receiptNumber },
      actor: systemActor('ratings'),
      idempotencyKey: `rating-sent:${reference}`,
    })
  }
}
