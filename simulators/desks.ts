import type { Instant } from '#kernel/time.ts'
import {
  applyRegistration,
  type DeskSpec,
  type DeskState,
  deskRoutes,
  dueRegistrations,
  emptyDesk,
  type RegistrationEvent,
  type RegistrationInput,
  registrationNews,
} from './registrations.ts'
import type { OutsideSystem, Route } from './system.ts'

type Desks = Map<string, DeskState<RegistrationInput>>
/** An event of one desk; the first desk's events name none, as when it was the only one. */
type DeskEvent = RegistrationEvent<RegistrationInput> & { readonly desk?: string }

/** A desk of a system that keeps several, whatever it asks for. */
export type AnyDesk = DeskSpec<RegistrationInput>

/** Puts a desk with its own input among others. */
export const desk = <Input extends RegistrationInput>(spec: DeskSpec<Input>): AnyDesk =>
  spec as unknown as AnyDesk

/** A system of several desks: each keeps its own matters, all share one journal and one address. */
export function desksSystem(name: string, specs: readonly AnyDesk[]): OutsideSystem<Desks, DeskEvent> {
  const [first] = specs
  const specOf = (path: string | undefined): AnyDesk => {
    const spec = path === undefined ? first : specs.find((one) => one.path === path)
    if (!spec) throw new RangeError(`${name} has no desk ${path}`)
    return spec
  }
  const stateOf = (desks: Desks, spec: AnyDesk): DeskState<RegistrationInput> => {
    const state = desks.get(spec.path)
    if (!state) throw new RangeError(`${name} has no desk ${spec.path}`)
    return state
  }
  const marked = (spec: AnyDesk, event: RegistrationEvent<RegistrationInput>): DeskEvent =>
    spec === first ? event : { ...event, desk: spec.path }
  const routesOf = (spec: AnyDesk): Route<Desks, DeskEvent>[] =>
    deskRoutes<Desks, never, RegistrationInput>(spec, (desks) => stateOf(desks, spec)).map((route) => ({
      ...route,
      handle: (desks, call) => {
        const handled = route.handle(desks, call)
        return { ...handled, events: handled.events.map((event) => marked(spec, event)) }
      },
    }))
  return {
    name,
    initial: () => new Map(specs.map((spec) => [spec.path, emptyDesk<RegistrationInput>()])),
    apply: (desks, event, at: Instant) => applyRegistration(stateOf(desks, specOf(event.desk)), event, at),
    routes: specs.flatMap(routesOf),
    due: (desks, now) =>
      specs.flatMap((spec) =>
        dueRegistrations(spec, stateOf(desks, spec), now).map((event) => marked(spec, event)),
      ),
    news: (desks, event) => {
      const spec = specOf(event.desk)
      return registrationNews(spec, stateOf(desks, spec), event)
    },
  }
}

/** A desk that confirms a notice with a number of its own, as often as an enterprise has something to tell. */
export const noticeDesk = (
  path: string,
  prefix: string,
  delays: DeskSpec<RegistrationInput>['delays'],
  input: DeskSpec<RegistrationInput>['input'],
): AnyDesk => ({
  path,
  prefix,
  event: path.replace(/s$/, ''),
  input,
  delays,
  repeatable: true,
  result: (told, number) => ({
    confirmation: `${prefix}${told.creditCode.slice(2, 8)}${String(number).padStart(6, '0')}`,
  }),
})
