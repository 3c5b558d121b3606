import { addDays, addMonths, instantFrom, msOf } from '#kernel/time.ts'
import { isRefusal, refuse } from '#kernel/refusal.ts'
import type { Refusal } from '#kernel/refusal.ts'
import { checkAnswer } from './answers.ts'
import { chargesFor, paymentSheet } from '../fees/charges.ts'
import { companyName, filedName, restrictedIn } from './company-name.ts'
import { committed, Course } from '../life/course.ts'
import { deadlineOf } from '../life/deadlines.ts'
import { chargesReturned, notBegun } from '../fees/fees.ts'
import { checkForm, documentsToSign, materialsToBring, partsFor } from './form.ts'
import { districtOf } from '../catalogue/formats.ts'
import type { Answer, Answers, CaseEvent, KnownAnswer, ReservedName } from '../model.ts'
import { Answer as AnswerShape, openCorrection, partEnded } from '../model.ts'
import { type CasePlan } from './plan.ts'
import { findPlan, planOfCase, planOn } from './plans.ts'
import { proves, usable } from './proof.ts'
import { lapsedOf, lapsesTold } from './proof-now.ts'
import type { Rules } from '../rule-types.ts'
import { surveyPlace } from '../survey/survey-rules.ts'
import { promiseFor, termsAtFiling } from '../catalogue/terms.ts'

const draftDays = 90
const draftUntil = (now: string) => instantFrom(msOf(now) + draftDays * 86_400_000)

/** The facts by which fields are filled in beforehand, as they were known when the draft was opened. */
function knownAnswers(
  plan: CasePlan,
  facts: readonly { fact: string; value: unknown; period?: string | undefined; on: string; source: string }[],
  name: string,
): KnownAnswer[] {
  return [...plan.fields.values()].flatMap((field): KnownAnswer[] => {
    if (field.fromAccount === 'name') return [{ field: field.id, value: name, source: 'account' }]
    const known = facts.find((fact) => fact.fact === field.fact && fact.period === undefined)
    const value = AnswerShape.safeParse(known?.value)
    if (field.fact === undefined || !known || !value.success || 'fault' in checkAnswer(field, value.data))
      return []
    return [{ field: field.id, value: value.data, source: known.source, on: known.on }]
  })
}

const openDraft: Rules['openDraft'] = (_, input, facts) => {
  const plan = findPlan(facts.definitions, input.theme)
  if (!plan || plan.theme.for === 'matter' || !facts.needs.party)
    return refuse('theme-unknown', {}, ['theme'])
  if (plan.nameRules && facts.needs.party.creditCode)
    return refuse('already-registered', { creditCode: facts.needs.party.creditCode })
  if (plan.theme.for === 'registered' && !facts.needs.party.creditCode) return refuse('not-registered-yet')
  if (facts.needs.open) return refuse('case-already-open', { caseId: facts.needs.open })
  const known = knownAnswers(plan, facts.needs.facts, facts.actor.name)
  return [
    {
      type: 'DraftOpened',
      data: {
        theme: plan.theme.id,
        version: plan.theme.version,
        items: Object.fromEntries(
          plan.nodes.map((node) => [node.id, { item: node.definition.id, version: node.definition.version }]),
        ),
        partyName: facts.needs.party.name,
        applicant: { id: facts.actor.id, name: facts.actor.name },
        partyCode: facts.needs.party.creditCode,
        known,
        until: draftUntil(facts.now),
        at: facts.now,
      },
    },
  ]
}

const saveAnswers: Rules['saveAnswers'] = (state, input, facts) => {
  if (state.standing !== 'draft') return refuse('not-a-draft')
  const plan = planOfCase(facts.definitions, state)
  const unknown = Object.keys(input.answers).filter((id) => !plan.fields.has(id))
  if (unknown.length > 0) return refuse('field-unknown', { field: unknown.join('、') }, unknown)
  const { answers, faults, cleared } = sorted(plan, input.answers)
  return [
    { type: 'AnswersSaved', data: { answers, cleared, faults, until: draftUntil(facts.now), at: facts.now } },
  ]
}

/** Valid answers apart from faulty ones; an empty one takes back what was answered before. */
function sorted(plan: CasePlan, given: Readonly<Record<string, unknown>>) {
  const answers: Record<string, Answer> = {}
  const faults: Record<string, string> = {}
  const cleared: string[] = []
  for (const [id, value] of Object.entries(given)) {
    const field = plan.fields.get(id)
    if (field === undefined) continue
    if (value === null || value === '') {
      cleared.push(id)
      continue
    }
    const checked = checkAnswer(field, value)
    if ('fault' in checked) faults[id] = checked.fault
    else answers[id] = checked.answer
  }
  return { answers, faults, cleared }
}

const attachMaterial: Rules['attachMaterial'] = (state, input, facts) => {
  if (state.standing !== 'draft' && state.standing !== 'lodged') return refuse('case-ended')
  const plan = planOfCase(facts.definitions, state)
  if (plan.materials.get(input.material)?.source !== 'applicant')
    return refuse('material-unknown', {}, ['material'])
  if (!facts.needs.file) return refuse('file-unknown', {}, ['hash'])
  const { material, hash, fileName } = input
  return withMaterial(new Course(state, facts, plan), {
    type: 'MaterialAttached',
    data: { material, hash, fileName, at: facts.now },
  })
}

/** A licence stands in for a material that it proves, by its level (国办函〔2016〕108号): the holder's own word does not. */
const proveMaterial: Rules['proveMaterial'] = (state, { material: id, licence }, facts) => {
  if (state.standing !== 'draft' && state.standing !== 'lodged') return refuse('case-ended')
  const plan = planOfCase(facts.definitions, state)
  const material = plan.materials.get(id)
  if (material?.source !== 'applicant') return refuse('material-unknown', {}, ['material'])
  const shown = facts.needs.licence
  if (!shown) return refuse('licence-unknown', {}, ['licence'])
  const { title, issuer, number, validUntil, level, hash } = shown
  if (!shown.stands)
    return refuse('licence-not-standing', { title: title.zh, titleEn: title.en }, ['licence'])
  if (!proves(material, shown))
    return refuse(
      'licence-proves-other',
      {
        title: title.zh,
        titleEn: title.en,
        material: material.title.zh,
        materialEn: material.title.en,
      },
      ['licence'],
    )
  if (!usable(level)) return refuse('only-own-word', {}, ['licence'])
  return withMaterial(new Course(state, facts, plan), {
    type: 'MaterialProven',
    data: {
      material: id,
      licence: { ...licence, title, issuer, number, validUntil, level },
      hash,
      at: facts.now,
    },
  })
}

/** What was owed is supplied once the last of it is there. */
function withMaterial(course: Course, brought: CaseEvent): readonly CaseEvent[] {
  course.add(brought)
  for (const part of Object.values(course.state.parts))
    if (part.owed?.materials.every((id) => course.state.materials[id]))
      course.add({ type: 'MaterialsSupplied', data: { part: part.node, at: course.at } })
  return course.events
}

/** Answers with what was known before: a person's own word wins. */
export const withKnown = (known: readonly KnownAnswer[], answers: Answers): Answers => ({
  ...Object.fromEntries(known.map(({ field, value }) => [field, value])),
  ...answers,
})

const submit: Rules['submit'] = (state, input, facts) => {
  if (state.standing !== 'draft') return refuse('not-a-draft')
  const open = planOfCase(facts.definitions, state)
  const form = checkForm(open, withKnown(state.known, state.answers), facts.today)
  const { answers, faults } = form
  const { terms, judged } = termsAtFiling(facts.definitions, open, answers, facts.needs.facts, facts.today)
  const plan = terms ? planOn(facts.definitions, open, terms) : open
  const noted = Object.entries(state.faults).filter(([field]) => form.fields.has(field))
  const faulty = { ...faults, ...Object.fromEntries(noted) }
  const fields = Object.keys(faulty)
  if (fields.length > 0) return refuse('answers-incomplete', { count: fields.length, ...faulty }, fields)
  const name = nameFor(plan, answers, facts.needs.names.takenBy, facts.today)
  if (isRefusal(name)) return name
  const lacking = materialsToBring(plan, answers, facts.today).filter((id) => !state.materials[id])
  if (lacking.length > 0) return refuse('materials-missing', { count: lacking.length }, lacking)
  const fallen = plan.nodes.flatMap((node) =>
    lapsedOf(plan, { ...state, answers }, node, facts.needs.licences, facts.today),
  )
  if (fallen.length > 0)
    return refuse(
      'licence-fallen',
      lapsesTold(fallen),
      fallen.map((one) => one.material),
    )
  const toSign = documentsToSign(plan, answers, facts.today, state.materials)
  const unsigned = toSign.filter((id) => !input.signed.includes(id))
  if (unsigned.length > 0) return refuse('documents-unsigned', { count: unsigned.length }, unsigned)
  const barred = barredCommitment(plan, answers, facts.today, facts.needs.facts)
  if (barred) return barred
  const place = surveyPlace(plan, answers, facts)
  if (isRefusal(place)) return place
  const lines = chargesFor(plan, answers, facts.today).map(({ part, charge, payee, amountFen }) => ({
    part,
    charge,
    payee,
    amountFen: amountFen ?? 0,
  }))
  const { totalFen } = paymentSheet(lines)
  const course = new Course(state, facts, plan)
  const parts = partsFor(plan, answers, facts.today)
  const promise = promiseFor(plan, parts)
  course
    .add({
      type: 'CaseLodged',
      data: {
        answers,
        commitments: toSign,
        parts: parts.map((node) => node.id),
        title: name?.full ?? filedName(plan, answers) ?? state.partyName,
        name,
        district: districtOf(plan, answers)?.id,
        promise,
        deadline: deadlineOf(promise, facts.now, [], facts.calendar),
        terms,
        at: facts.now,
      },
    })
    .serve('receipt')
  if (place) course.add({ type: 'SurveyBooked', data: { ...place, at: facts.now } })
  if (judged.length > 0) course.add({ type: 'TracksJudged', data: { judged, at: facts.now } })
  if (lines.length > 0)
    course.add({ type: 'ChargesCounted', data: { lines, totalFen, at: facts.now } }).serve('payment-sheet')
  return course.advance().events
}

/** Whoever has broken trust may not promise instead of proving (国办发〔2020〕42号). */
function barredCommitment(
  plan: CasePlan,
  answers: Answers,
  today: string,
  facts: readonly { fact: string; value: unknown }[],
): Refusal | undefined {
  for (const { definition } of partsFor(plan, answers, today)) {
    const { commitment } = definition
    if (!commitment?.chosenBy || !committed(definition, answers)) continue
    const broken = facts.some(({ fact, value }) => commitment.excludedBy?.includes(fact) && value === true)
    if (broken)
      return refuse(
        'commitment-barred',
        {
          excluded: commitment.excluded.map(({ zh }) => zh).join('；'),
          excludedEn: commitment.excluded.map(({ en }) => en).join('; '),
        },
        [commitment.chosenBy],
      )
  }
  return undefined
}

function nameFor(
  plan: CasePlan,
  answers: Answers,
  takenBy: string | undefined,
  today: string,
): ReservedName | Refusal | undefined {
  const name = companyName(plan, answers)
  if (!name || !plan.nameRules) return undefined
  const words = restrictedIn(plan.nameRules, name.core)
  const { coreField, reservedFor } = plan.nameRules
  if (words.length > 0) return refuse('name-restricted', { words: words.join('、') }, [coreField])
  if (takenBy !== undefined) return refuse('name-taken', { name: name.full, other: takenBy }, [coreField])
  return {
    ...name,
    until:
      reservedFor.unit === 'months' ? addMonths(today, reservedFor.count) : addDays(today, reservedFor.count),
  }
}

const withdraw: Rules['withdraw'] = (state, input, facts) => {
  if (state.standing !== 'draft' && state.standing !== 'lodged') return refuse('case-ended')
  if (state.creditCode) return refuse('company-exists')
  const freed = chargesReturned(state, notBegun(state), facts.now)
  const withdrawn: CaseEvent = { type: 'CaseWithdrawn', data: { reason: input.reason, at: facts.now } }
  return freed ? [withdrawn, freed] : [withdrawn]
}

const answerCorrection: Rules['answerCorrection'] = (state, input, facts) => {
  const part = state.parts[input.part]
  const correction = part && openCorrection(part)
  const stage = part?.stages.findLast((one) => one.doneAt === undefined)
  if (!part || !correction || !stage || partEnded(part)) return refuse('no-correction-open')
  const course = Course.of(state, facts)
  const lacking = correction.items.filter(
    ({ field }) => !answered(course.plan, state, field, correction.at, input.answers),
  )
  if (lacking.length > 0)
    return refuse(
      'correction-incomplete',
      { count: lacking.length },
      lacking.map(({ field }) => field),
    )
  const { answers, faults } = sorted(course.plan, input.answers)
  const whole = checkForm(course.plan, { ...state.answers, ...answers }, facts.today)
  const faulty = { ...whole.faults, ...faults }
  const fields = Object.keys(faulty)
  if (fields.length > 0) return refuse('answers-incomplete', { count: fields.length, ...faulty }, fields)
  return course.add({
    type: 'CorrectionAnswered',
    data: {
      part: part.node,
      stage: stage.id,
      answers,
      deadline: course.deadlineAfterHold(stage.id),
      acceptBy: part.standing === 'received' ? course.acceptBy(part.node) : undefined,
      at: facts.now,
    },
  }).events
}

/** A field is answered anew; a material is attached after the notice. */
function answered(
  plan: CasePlan,
  state: { materials: Readonly<Record<string, { at: string }>> },
  field: string,
  since: string,
  answers: Readonly<Record<string, unknown>>,
): boolean {
  if (plan.materials.has(field)) return (state.materials[field]?.at ?? '') >= since
  return answers[field] !== undefined && answers[field] !== null
}

const rateService: Rules['rateService'] = (state, input, facts) => {
  if (state.standing !== 'completed' && state.standing !== 'refused') return refuse('not-decided-yet')
  if (state.rating) return refuse('already-rated')
  return [{ type: 'ServiceRated', data: { score: input.score, comment: input.comment, at: facts.now } }]
}

export const applicantRules = {
  openDraft,
  saveAnswers,
  attachMaterial,
  proveMaterial,
  submit,
  withdraw,
  answerCorrection,
  rateService,
}
