import { type Body, bodyIn, listIn, textIn } from './body.ts'
import { concernsOf, conditionsOf, rowsIn } from './conditions.ts'
import { claimAsked } from './modes.ts'
import { parametersAsked } from './tiers.ts'

/** The policy without what is only begun, so that what is written can be asked while the rest is being typed. */
export function asAsked(policy: Body): Record<string, unknown> {
  const gives = bodyIn(policy['gives'])
  const parameters = parametersAsked(policy['parameters'])
  const begun = Object.keys(bodyIn(policy['parameters'])).filter((name) => !Object.hasOwn(parameters, name))
  const names = Object.entries(bodyIn(policy['parameterNames'])).filter(([name]) =>
    Object.hasOwn(parameters, name),
  )
  const isReady = (text: unknown) => !begun.some((name) => textIn(text).includes(name))
  const parts = listIn(gives['components'])
  const ready = parts
    .filter(({ amount, zh }) => textIn(amount).trim() !== '' && textIn(zh).trim() !== '' && isReady(amount))
    .map(({ when, ...part }) =>
      textIn(when).trim() && !/[<>=]\s*$/.test(textIn(when)) ? { ...part, when } : part,
    )
  const { components: _, ...plain } = gives
  const claim = claimAsked(policy['claim'])
  return {
    ...policy,
    ...(claim ? { claim } : {}),
    appliesTo: concernsOf(conditionsOf(rowsIn(policy['appliesTo'])).all),
    conditions: conditionsOf(rowsIn(policy['conditions'])),
    parameters,
    parameterNames: Object.fromEntries(names),
    gives: {
      ...plain,
      ...(ready.length ? { components: ready } : {}),
      ...(parts.length || plain['amount'] === undefined
        ? {}
        : { amount: isReady(plain['amount']) ? plain['amount'] : '' }),
    },
  }
}
