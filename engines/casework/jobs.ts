import { z } from 'zod'
import type { Job, JobContext } from '#platform/engine.ts'
import type { OutsideAnswer } from '#platform/connectors.ts'
import { systemActor } from '#platform/engine.ts'
import { type CasePlan, choiceOf, stageOf } from './plan.ts'
import { planOfCase } from './plans.ts'
import { tellMove } from './survey-job.ts'
import { type CaseState, findStage } from './model.ts'
import { findCase, findOwnerOfCase } from './store.ts'

const Question = z.object({
  partyId: z.string(),
  caseId: z.string(),
  stage: z.string(),
  system: z.string(),
  /** what made us ask: the attempt's number, or the delivery that told us to */
  occasion: z.union([z.number(), z.string()]),
})
type Question = z.output<typeof Question>

const Heard = z.object({ reference: z.string(), delivery: z.string() })

/** What every desk of an outside system answers about a matter. */
const Report = z.object({
  receiptNumber: z.string(),
  state: z.enum(['received', 'in-progress', 'done', 'rejected']),
  result: z.record(z.string(), z.unknown()).optional(),
  reason: z.object({ code: z.string(), message: z.object({ zh: z.string() }) }).optional(),
})

/**
 * Hands a stage to an outside system, or asks how far it is. The matter's reference and the idempotency key are the
 * same every time, so a lost answer is simply asked for again; the city's clock says when.
 */
export const askOutsideJob: Job = (payload, context) => ask(Question.parse(payload), context)

/** An outside system says that something happened to a matter of ours: it is asked what. */
export const heardOutsideJob: Job = async (payload, context) => {
  const { reference, delivery } = Heard.parse(payload)
  const [caseId = '', stageId = ''] = reference.split(':')
  const partyId = await context.reading((trx) => findOwnerOfCase(trx, caseId))
  const found = partyId && (await context.reading((trx) => findCase(trx, partyId, caseId)))
  const outside = found ? findStage(found.state, stageId)?.outside : undefined
  if (!partyId || !outside) return
  await ask({ partyId, caseId, stage: stageId, system: outside.system, occasion: delivery }, context)
}

async function ask(question: Question, context: JobContext): Promise<void> {
  const found = await context.reading((trx) => findCase(trx, question.partyId, question.caseId))
  const stage = found && findStage(found.state, question.stage)
  if (!found || !stage || stage.holder !== 'outside' || stage.doneAt !== undefined) return
  const { state } = found
  const plan = planOfCase(context.moment().definitions, state)
  const reference = `${question.caseId}:${question.stage}`
  const desk = stageOf(plan, question.stage).stage.desk ?? 'registrations'
  const { system } = question
  const known = stage.outside?.receipt !== undefined
  const answer = await context.outside.call(
    known
      ? { system, method: 'GET', path: `/${desk}/${encodeURIComponent(reference)}` }
      : {
          system,
          method: 'POST',
          path: `/${desk}`,
          idempotencyKey: `case:${reference}`,
          body: { caseRef: reference, ...requestOf(plan, state, question.stage) },
        },
  )
  const tale = told(answer)
  await report(context, question, tale)
  if (!known && tale.receipt !== undefined) await tellMove(plan, state, question, context)
}

/** Name, credit code, and the answers that the system needs, by its own names for them. Choices are told in words. */
function requestOf(plan: CasePlan, state: CaseState, stageId: string): Record<string, unknown> {
  const { node, stage } = stageOf(plan, stageId)
  const lines = (state.charges ?? []).filter(({ part }) => part === node.id)
  const sent = Object.entries(stage.send ?? {}).flatMap(([name, id]): [string, unknown][] => {
    const field = plan.fields.get(id)
    const answer = state.answers[id]
    if (field === undefined || answer === undefined) return []
    // What was told first stays what it was, so that asking again is the same question; moves are told on their own.
    if (field.type === 'slot') return state.survey ? [[name, state.survey.first]] : []
    return [[name, field.type === 'choice' ? (choiceOf(field, String(answer))?.title.zh ?? answer) : answer]]
  })
  return {
    creditCode: state.creditCode ?? state.partyCode,
    name: state.title,
    ...Object.fromEntries(sent),
    ...(stage.sendCharges
      ? {
          charges: lines.map(({ charge, amountFen }) => ({ charge, amountFen })),
          totalFen: lines.reduce((sum, { amountFen }) => sum + amountFen, 0),
        }
      : {}),
  }
}

interface Told {
  readonly status: 'unreachable' | 'received' | 'in-progress' | 'done' | 'rejected'
  readonly receipt?: string
  readonly results?: Record<string, unknown>
  readonly reason?: string
}

/** A lost call tells nothing about the matter; a refusal is the system's word and goes to an officer. */
function told(answer: OutsideAnswer): Told {
  if (answer.kind === 'lost') return { status: 'unreachable', reason: answer.reason }
  if (answer.kind === 'refused') return { status: 'rejected', reason: reasonIn(answer.body) ?? answer.code }
  const report = Report.safeParse(answer.body)
  if (!report.success) return { status: 'unreachable', reason: 'not-understood' }
  const { receiptNumber, state, result, reason } = report.data
  return {
    status: state,
    receipt: receiptNumber,
    ...(result ? { results: result } : {}),
    ...(reason ? { reason: reason.message.zh } : {}),
  }
}

const Refused = z.object({ message: z.object({ zh: z.string() }) })
const reasonIn = (body: unknown): string | undefined => Refused.safeParse(body).data?.message.zh

async function report(context: JobContext, question: Question, tale: Told): Promise<void> {
  const { partyId, caseId, stage, occasion } = question
  const result = await context.execute({
    engine: 'casework',
    operation: 'recordOutside',
    input: { partyId, caseId, stage, ...tale },
    actor: systemActor('outside'),
    idempotencyKey: `outside:${caseId}:${stage}:${occasion}:${tale.status}`,
  })
  if (result.kind === 'failed' && result.failure.kind !== 'refusal')
    throw new Error(`the report of ${question.system} was not recorded: ${result.failure.kind}`)
}
