import type { Answer, EstablishedFact, OutputValue } from '../model.ts'
import { type CasePlan, choiceOf, type PlanNode } from './plan.ts'

type Answers = Readonly<Record<string, Answer>>
type Outputs = Readonly<Record<string, OutputValue>>

/** What a granted item makes known of the party: its outputs, and what the applicant answered that the decision confirms. */
export function factsOf(
  plan: CasePlan,
  node: PlanNode,
  outputs: Outputs,
  answers: Answers,
): EstablishedFact[] {
  const fromOutputs = node.definition.outputs.flatMap(({ id, fact }) => {
    const value = outputs[id]
    return fact === undefined || value === undefined ? [] : [{ fact, value }]
  })
  return [...fromOutputs, ...factsFromAnswers(plan, node, answers)]
}

/** What the decision itself says of the party, as its item declares: the district it has moved to, not what it merely wrote down. */
export function declaredFacts(plan: CasePlan, node: PlanNode, answers: Answers): EstablishedFact[] {
  return (node.definition.establishes ?? []).flatMap(({ fact, field: id, attribute, as }) => {
    const field = plan.fields.get(id)
    const answer = answers[id]
    const first = Array.isArray(answer) ? answer[0] : answer
    if (field === undefined || first === undefined || typeof first === 'object') return []
    const value = attribute === undefined ? first : choiceOf(field, String(first))?.attributes[attribute]
    const told = as === undefined ? value : as[String(value)]
    return told === undefined ? [] : [{ fact, value: told }]
  })
}

/**
 * What the answers tell of it. A fact that an item of the theme declares, such as the district one moves to, is never established by
 * another item that merely asks for it, such as the district one leaves.
 */
function factsFromAnswers(plan: CasePlan, node: PlanNode, answers: Answers): EstablishedFact[] {
  const declared = declaredFacts(plan, node, answers)
  const named = new Set(
    plan.nodes.flatMap(({ definition: { outputs, establishes } }) => [
      ...outputs.map(({ fact }) => fact),
      ...(establishes ?? []).map(({ fact }) => fact),
    ]),
  )
  const fromFields = node.definition.fields.flatMap(({ field: id }) => {
    const fact = plan.fields.get(id)?.fact
    const answer = answers[id]
    if (fact === undefined || named.has(fact) || answer === undefined || typeof answer === 'object') return []
    return [{ fact, value: answer }]
  })
  return [...declared, ...fromFields]
}
