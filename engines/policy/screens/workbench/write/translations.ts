import { type Body, bodyIn } from './body.ts'

/** A Chinese text of the policy and its English, with the way to it. */
export interface Pair {
  readonly path: readonly (string | number)[]
  readonly zh: string
  readonly en: string
  /** the document's own sentences may stay in Chinese */
  readonly optional: boolean
}

/** Every text of a policy that readers of English need, in the order in which it is written. */
export function pairsIn(value: unknown, path: readonly (string | number)[] = []): readonly Pair[] {
  if (Array.isArray(value)) return value.flatMap((one, i) => pairsIn(one, [...path, i]))
  const { zh, en, ...rest } = bodyIn(value)
  const own =
    typeof zh === 'string' && zh.trim() !== ''
      ? [{ path, zh, en: typeof en === 'string' ? en : '', optional: path[0] === 'text' }]
      : []
  return [...own, ...Object.entries(rest).flatMap(([name, one]) => pairsIn(one, [...path, name]))]
}

/** The policy with the English of one text. */
export function withEnglish(body: unknown, path: readonly (string | number)[], en: string): unknown {
  const [step, ...rest] = path
  if (step === undefined) {
    const { en: _, ...others } = bodyIn(body)
    return en === '' ? others : { ...others, en }
  }
  if (Array.isArray(body)) return body.map((one, i) => (i === step ? withEnglish(one, rest, en) : one))
  return { ...bodyIn(body), [step]: withEnglish(bodyIn(body)[step], rest, en) }
}

/** Named values that have no English name yet. */
export const unnamedIn = (policy: Body): readonly string[] =>
  Object.keys(bodyIn(policy['parameters'])).filter((name) => !bodyIn(policy['parameterNames'])[name])

/** How many texts still want their English. */
export const lacksEnglish = (policy: Body): number =>
  pairsIn(policy).filter(({ en, optional }) => !optional && en.trim() === '').length +
  unnamedIn(policy).length
