import { refuse } from '#kernel/refusal.ts'
import { addDays, instantAt } from '#kernel/time.ts'
import { Course } from './course.ts'
import { deadlineOf } from './deadlines.ts'
import { checkForm, partsFor } from '../filing/form.ts'
import { Answer, openStages } from '../model.ts'
import { findPlan } from '../filing/plans.ts'
import type { Rules } from '../rule-types.ts'

/** Opened and lodged in one act. What a rule had said before stands with the stage, as it was said then. */
const lodgeMatter: Rules['lodgeMatter'] = (state, input, facts) => {
  const { definitions, today, now, calendar, needs } = facts
  const plan = findPlan(definitions, input.theme)
  if (plan?.theme.for !== 'matter' || !needs.party) return refuse('theme-unknown', {}, ['theme'])
  const given = Object.entries(input.answers).flatMap(([field, value]) => {
    const read = Answer.safeParse(value)
    return read.success ? [[field, read.data] as const] : []
  })
  const { answers, faults } = checkForm(plan, Object.fromEntries(given), today)
  const faulty = Object.keys(faults)
  if (faulty.length > 0) return refuse('answers-incomplete', { count: faulty.length, ...faults }, faulty)
  const { theme } = plan
  const course = new Course(state, facts, plan)
    .add({
      type: 'DraftOpened',
      data: {
        theme: theme.id,
        version: theme.version,
        items: Object.fromEntries(
          plan.nodes.map(({ id, definition }) => [id, { item: definition.id, version: definition.version }]),
        ),
        partyName: needs.party.name,
        applicant: input.applicant,
        known: [],
        until: instantAt(addDays(today, 1), '00:00', calendar.offsetMinutes),
        at: now,
      },
    })
    .add({
      type: 'CaseLodged',
      data: {
        answers,
        commitments: [],
        parts: partsFor(plan, answers, today).map((node) => node.id),
        title: input.title,
        promise: theme.promise.limit,
        deadline: deadlineOf(theme.promise.limit, now, [], calendar),
        subject: input.subject,
        at: now,
      },
    })
    .serve('receipt')
    .advance()
  for (const { id, department } of openStages(course.state)) {
    if (input.explanation) {
      // What a rule had said elsewhere decides nothing here.
      const { explanation } = input
      course.add({ type: 'RuleAnswered', data: { stage: id, granted: false, explanation, at: now } })
    }
    if (department !== input.department)
      course.add({
        type: 'StageHandedOver',
        data: {
          stage: id,
          from: 'officer',
          department: input.department,
          reason: 'another-department',
          at: now,
        },
      })
  }
  return course.events
}

export const matterRules = { lodgeMatter }
