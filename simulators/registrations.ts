import { createHash } from 'node:crypto'
import { z } from 'zod'
import { creditCodeFault } from '#kernel/credit-code.ts'
import { type Bilingual, bilingual } from '#kernel/text.ts'
import { type Instant, instantFrom, msOf } from '#kernel/time.ts'
import { type Answer, no, yes } from './answers.ts'
import {
  answerOnly,
  type Call,
  get,
  type Handled,
  type News,
  type OutsideSystem,
  post,
  type Route,
} from './system.ts'

/** What every registration tells: which case it belongs to and whom it is for. */
export const RegistrationInput = z.object({
  caseRef: z.string().min(1).max(80),
  creditCode: z.string().min(1).max(30),
  name: z.string().min(1).max(300),
  callbackUrl: z.url({ protocol: /^https?$/ }).optional(),
})
export type RegistrationInput = z.output<typeof RegistrationInput>

export type RegistrationState = 'received' | 'in-progress' | 'done' | 'rejected'
export type RegistrationResult = Readonly<Record<string, unknown>>

export interface Registration<Input extends RegistrationInput = RegistrationInput> {
  readonly receiptNumber: string
  input: Input
  readonly content: string
  readonly receivedAt: Instant
  readonly startAt: Instant
  readonly finishAt: Instant
  /** decided already, made known when the work is finished */
  readonly rejection?: string | undefined
  state: RegistrationState
  finishedAt?: Instant
  result?: RegistrationResult
}

export type RegistrationEvent<Input extends RegistrationInput> =
  | {
      readonly type: 'registration-received'
      readonly receiptNumber: string
      readonly input: Input
      readonly content: string
      readonly startAt: Instant
      readonly finishAt: Instant
      readonly rejection?: string | undefined
    }
  | {
      readonly type: 'registration-amended'
      readonly receiptNumber: string
      readonly change: Partial<Input>
    }
  | { readonly type: 'registration-started'; readonly receiptNumber: string }
  | {
      readonly type: 'registration-finished'
      readonly receiptNumber: string
      readonly result?: RegistrationResult | undefined
      readonly rejection?: string | undefined
    }

/** How long the work takes, on the city's clock. */
export interface Delays {
  readonly startMs: number
  readonly finishMs: number
}

export interface DeskSpec<Input extends RegistrationInput> {
  /** first letters of receipt numbers */
  readonly prefix: string
  /** path and word in callbacks: `registrations`, `appointments` */
  readonly path: string
  readonly event: string
  readonly input: z.ZodType<Input>
  readonly delays: Delays
  /** what may be changed until the work is finished */
  readonly amends?: z.ZodType<Partial<Input>>
  /** an enterprise may come again, as with changes and clearances; otherwise one matter counts for a credit code */
  readonly repeatable?: boolean
  /** more that must hold at once; undefined when all does */
  readonly check?: (input: Input) => Answer | undefined
  /** what the finished work yields; `number` counts from 1 */
  readonly result: (input: Input, number: number) => RegistrationResult
}

export interface DeskState<Input extends RegistrationInput> {
  readonly byReceipt: Map<string, Registration<Input>>
  readonly byCase: Map<string, Registration<Input>>
  /** the one that counts for a credit code: still open, or done */
  readonly byCode: Map<string, Registration<Input>>
  readonly open: Set<Registration<Input>>
}

export const emptyDesk = <Input extends RegistrationInput>(): DeskState<Input> => ({
  byReceipt: new Map(),
  byCase: new Map(),
  byCode: new Map(),
  open: new Set(),
})

const rejections: Readonly<Record<string, Bilingual>> = {
  'details-do-not-match': bilingual(
    '提交的信息与登记信息不一致，请核对后重新提交。',
    'The details differ from the register: check and submit again.',
  ),
  'premises-not-found': bilingual(
    '找不到您的经营场所，请补充地址。',
    'The premises were not found: give the full address.',
  ),
}
const otherRejection = bilingual('没有通过审核，请联系受理部门。', 'Not accepted: ask the department.')

const hashOf = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('base64url')

const view = (registration: Registration): Readonly<Record<string, unknown>> => ({
  receiptNumber: registration.receiptNumber,
  caseRef: registration.input.caseRef,
  creditCode: registration.input.creditCode,
  name: registration.input.name,
  state: registration.state,
  receivedAt: registration.receivedAt,
  ...(registration.finishedAt ? { finishedAt: registration.finishedAt } : {}),
  ...(registration.result ? { result: registration.result } : {}),
  ...(registration.state === 'rejected'
    ? {
        reason: {
          code: registration.rejection,
          message: rejections[registration.rejection ?? ''] ?? otherRejection,
        },
      }
    : {}),
})

function codeRefusal(creditCode: string): Answer | undefined {
  const fault = creditCodeFault(creditCode)
  return fault
    ? no(
        422,
        'credit-code-invalid',
        bilingual('统一社会信用代码不对，请核对。', 'The credit code is wrong: check it.'),
        {
          fields: ['creditCode'],
          fault,
        },
      )
    : undefined
}

function receive<Input extends RegistrationInput>(
  spec: DeskSpec<Input>,
  state: DeskState<Input>,
  { input, now, fault }: Call<Input>,
): Handled<RegistrationEvent<Input>> {
  const content = hashOf(input)
  const known = state.byCase.get(input.caseRef)
  if (known && known.content !== content)
    return answerOnly(
      no(
        409,
        'case-ref-conflict',
        bilingual('这个业务编号已用于另一份内容。', 'This case reference was used for other content.'),
      ),
    )
  if (known) return answerOnly(yes(view(known), 202))
  const refusal = codeRefusal(input.creditCode) ?? spec.check?.(input)
  if (refusal) return answerOnly(refusal)
  const other = spec.repeatable ? undefined : state.byCode.get(input.creditCode)
  if (other)
    return answerOnly(
      no(
        409,
        'already-registered',
        bilingual('该企业已经办理过。', 'This enterprise is registered already.'),
        {
          receiptNumber: other.receiptNumber,
          state: other.state,
        },
      ),
    )
  const receiptNumber = `${spec.prefix}${now.slice(0, 4)}${String(state.byReceipt.size + 1).padStart(8, '0')}`
  const event: RegistrationEvent<Input> = {
    type: 'registration-received',
    receiptNumber,
    input,
    content,
    startAt: instantFrom(msOf(now) + spec.delays.startMs),
    finishAt: instantFrom(msOf(now) + spec.delays.startMs + spec.delays.finishMs),
    ...(fault?.fault === 'reject' ? { rejection: fault.reason ?? 'details-do-not-match' } : {}),
  }
  return { events: [event], answer: () => yes(found(state, receiptNumber), 202) }
}

/** A change of what was filed, while the work goes on; the same change twice is one. */
function amend<Input extends RegistrationInput>(
  state: DeskState<Input>,
  ref: string,
  { input: change }: Call<Partial<Input>>,
): Handled<RegistrationEvent<Input>> {
  const registration = state.byReceipt.get(ref) ?? state.byCase.get(ref)
  if (!registration) return answerOnly(look(state, ref))
  if (!state.open.has(registration))
    return answerOnly(
      no(409, 'registration-finished', bilingual('这件事已经办完。', 'This matter is finished.')),
    )
  const { receiptNumber } = registration
  return {
    events: [{ type: 'registration-amended', receiptNumber, change }],
    answer: () => yes(found(state, receiptNumber)),
  }
}

function found<Input extends RegistrationInput>(state: DeskState<Input>, ref: string): unknown {
  const registration = state.byReceipt.get(ref) ?? state.byCase.get(ref)
  return registration && view(registration)
}

function look<Input extends RegistrationInput>(state: DeskState<Input>, ref: string): Answer {
  const body = found(state, ref)
  return body
    ? yes(body)
    : no(404, 'registration-unknown', bilingual('没有这个编号。', 'There is no such registration.'))
}

/** Takes an event of a desk into its state. */
export function applyRegistration<Input extends RegistrationInput>(
  state: DeskState<Input>,
  event: RegistrationEvent<Input>,
  at: Instant,
): void {
  if (event.type === 'registration-received') {
    const { type: _, ...rest } = event
    const registration: Registration<Input> = { ...rest, receivedAt: at, state: 'received' }
    state.byReceipt.set(event.receiptNumber, registration)
    state.byCase.set(event.input.caseRef, registration)
    state.byCode.set(event.input.creditCode, registration)
    state.open.add(registration)
    return
  }
  const registration = state.byReceipt.get(event.receiptNumber)
  if (!registration) throw new RangeError(`no registration ${event.receiptNumber}`)
  if (event.type === 'registration-amended') registration.input = { ...registration.input, ...event.change }
  else if (event.type === 'registration-started') registration.state = 'in-progress'
  else finish(state, registration, event.result, at)
}

function finish<Input extends RegistrationInput>(
  state: DeskState<Input>,
  registration: Registration<Input>,
  result: RegistrationResult | undefined,
  at: Instant,
): void {
  state.open.delete(registration)
  registration.state = result ? 'done' : 'rejected'
  registration.finishedAt = at
  if (result) registration.result = result
  else state.byCode.delete(registration.input.creditCode)
}

/** What the passing of time has done to open registrations. */
export function dueRegistrations<Input extends RegistrationInput>(
  spec: DeskSpec<Input>,
  state: DeskState<Input>,
  now: Instant,
): RegistrationEvent<Input>[] {
  const events: RegistrationEvent<Input>[] = []
  for (const registration of state.open) {
    const { receiptNumber, input, rejection } = registration
    if (registration.state === 'received' && registration.startAt <= now)
      events.push({ type: 'registration-started', receiptNumber })
    if (registration.finishAt > now) continue
    const number = Number(receiptNumber.slice(-8))
    events.push(
      rejection
        ? { type: 'registration-finished', receiptNumber, rejection }
        : { type: 'registration-finished', receiptNumber, result: spec.result(input, number) },
    )
  }
  return events
}

export function registrationNews<Input extends RegistrationInput>(
  spec: DeskSpec<Input>,
  state: DeskState<Input>,
  event: RegistrationEvent<Input>,
): News | undefined {
  const registration = state.byReceipt.get(event.receiptNumber)
  if (!registration || event.type === 'registration-received' || event.type === 'registration-amended')
    return undefined
  const what = registration.state === 'in-progress' ? 'started' : registration.state
  return {
    url: registration.input.callbackUrl,
    body: { event: `${spec.event}.${what}`, ...view(registration) },
  }
}

/** The two routes of a desk, for a state that holds it. */
export function deskRoutes<State, Event, Input extends RegistrationInput>(
  spec: DeskSpec<Input>,
  deskOf: (state: State) => DeskState<Input>,
): Route<State, Event | RegistrationEvent<Input>>[] {
  return [
    post(`/${spec.path}`, spec.input, (state, call) => receive(spec, deskOf(state), call)),
    ...(spec.amends
      ? [
          post(`/${spec.path}/:ref/amendments`, spec.amends, (state: State, call) =>
            amend(deskOf(state), call.params.ref ?? '', call),
          ),
        ]
      : []),
    get(`/${spec.path}/:ref`, (state, call) => look(deskOf(state), call.params.ref ?? '')),
  ]
}

/** A system that is nothing but one desk. */
export const registrationSystem = <Input extends RegistrationInput>(
  name: string,
  spec: DeskSpec<Input>,
): OutsideSystem<DeskState<Input>, RegistrationEvent<Input>> => ({
  name,
  initial: emptyDesk,
  apply: applyRegistration,
  routes: deskRoutes<DeskState<Input>, never, Input>(spec, (state) => state),
  due: (state, now) => dueRegistrations(spec, state, now),
  news: (state, event) => registrationNews(spec, state, event),
})
