import { type Body, bodyIn, listIn, textIn } from './body.ts'

/** One step of a scale: what it gives where its condition holds; the last one holds for the rest. */
export interface Tier {
  readonly when?: string
  readonly value: string
}

/** The steps of a named value; undefined where it is written in another form than steps. */
export function tiersIn(form: unknown): readonly Tier[] | undefined {
  if (!Array.isArray(form)) return undefined
  const tiers = form.map((one) => {
    const { when, value, otherwise } = bodyIn(one)
    if (otherwise !== undefined) return { value: String(otherwise) }
    return when === undefined || value === undefined
      ? undefined
      : { when: textIn(when), value: String(value) }
  })
  return tiers.includes(undefined) ? undefined : (tiers as Tier[])
}

/** Steps as a policy keeps them, the one for the rest last. */
export const writtenTiers = (tiers: readonly Tier[]): Body[] =>
  [...tiers.filter(({ when }) => when !== undefined), ...tiers.filter(({ when }) => when === undefined)].map(
    ({ when, value }) => (when === undefined ? { otherwise: value } : { when, value }),
  )

const isWhole = ({ when, value }: Tier) =>
  value.trim() !== '' && (when === undefined || /[^\s<>=]\s*$/.test(when))

/** Named values as far as they are written; steps that are only begun are left out. */
export function parametersAsked(parameters: unknown): Body {
  return Object.fromEntries(
    Object.entries(bodyIn(parameters)).flatMap(([name, form]) => {
      const tiers = tiersIn(form)
      if (tiers === undefined) return [[name, form]]
      const whole = tiers.filter(isWhole)
      return whole.length === 0 ? [] : [[name, writtenTiers(whole)]]
    }),
  )
}

/** A name that no other value of the policy has. */
export function freeName(parameters: Body, name: string): string {
  let free = name
  for (let i = 2; Object.hasOwn(parameters, free); i++) free = `${name}${i}`
  return free
}

/** A named value under another name, in its place, with its English name. */
export function renamed(policy: Body, from: string, to: string): Body {
  const moved = (some: unknown) =>
    Object.fromEntries(Object.entries(bodyIn(some)).map(([name, one]) => [name === from ? to : name, one]))
  const gives = bodyIn(policy['gives'])
  const said = (text: unknown) => (typeof text === 'string' ? text.split(from).join(to) : text)
  return {
    parameters: moved(policy['parameters']),
    parameterNames: moved(policy['parameterNames']),
    ...(policy['parameterConfidence'] ? { parameterConfidence: moved(policy['parameterConfidence']) } : {}),
    gives: {
      ...gives,
      ...(gives['amount'] === undefined ? {} : { amount: said(gives['amount']) }),
      ...(gives['cap'] === undefined ? {} : { cap: said(gives['cap']) }),
      ...(gives['components'] === undefined
        ? {}
        : {
            components: listIn(gives['components']).map((one) => ({ ...one, amount: said(one['amount']) })),
          }),
    },
  }
}
