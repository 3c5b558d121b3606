import { z } from 'zod'
import type { Job, JobContext } from '#platform/engine.ts'
import { type CaseState, openStages } from './model.ts'
import { type CasePlan, stageOf } from './plan.ts'
import { planOfCase } from './plans.ts'
import { findCase } from './store.ts'
import { slotField } from './survey-rules.ts'

const Payload = z.object({ partyId: z.string(), caseId: z.string() })

/** Every system that comes to the survey is told where it was moved to, under a key for each move. */
export const tellSurveyJob: Job = async (payload, context) => {
  const { partyId, caseId } = Payload.parse(payload)
  const found = await context.reading((trx) => findCase(trx, partyId, caseId))
  if (!found) return
  const { state } = found
  const plan = planOfCase(context.moment().definitions, state)
  // A system that has not answered yet is told by whoever hears its first answer.
  for (const { id, outside } of openStages(state))
    if (outside?.receipt !== undefined) await tellMove(plan, state, { caseId, stage: id }, context)
}

/** Nothing is told where nothing was moved, nor to a system that does not come. A system that has finished needs to know no more. */
export async function tellMove(
  plan: CasePlan,
  { survey }: CaseState,
  { caseId, stage: id }: { readonly caseId: string; readonly stage: string },
  context: JobContext,
): Promise<void> {
  const { stage } = stageOf(plan, id)
  const field = slotField(plan)
  const [name] = Object.entries(stage.send ?? {}).find(([, sent]) => sent === field) ?? []
  if (!survey?.moves.length || !name || !stage.connector || !stage.desk) return
  const reference = `${caseId}:${id}`
  const { day, half, moves } = survey
  const answer = await context.outside.call({
    system: stage.connector,
    method: 'POST',
    path: `/${stage.desk}/${encodeURIComponent(reference)}/amendments`,
    idempotencyKey: `survey:${reference}:${moves.length}`,
    body: { [name]: { day, half } },
  })
  if (answer.kind === 'refused' && answer.code === 'registration-finished') return
  if (answer.kind !== 'answered')
    throw new Error(`${stage.connector} was not told of the survey of ${reference}`)
}
