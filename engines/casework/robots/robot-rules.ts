import type { RulesOf } from '#kernel/engine.ts'
import { refuse } from '#kernel/refusal.ts'
import { sha256 } from '#kernel/sha256.ts'
import { itemKind } from '../definition.ts'
import { stagesEver } from '../catalogue/item-as.ts'
import { findStage } from '../model.ts'
import type { robotWrites } from './robot-contract.ts'
import type { Robot, RobotEvent } from './robot-model.ts'
import type { Rules } from '../rule-types.ts'

const setRobot: RulesOf<typeof robotWrites, Robot, RobotEvent>['setRobot'] = (_, input, facts) => {
  const item = facts.definitions.find(itemKind, input.item)
  const stage =
    item && stagesEver(item).find(({ id, decidedBy }) => id === input.stage && decidedBy === 'rule')
  if (!stage) return refuse('no-such-rule', {}, ['stage'])
  const by = { id: facts.actor.id, name: facts.actor.name }
  return [{ type: 'RobotSet', data: { ...input, by, at: facts.now } }]
}

/** Whether this grant is drawn; the same case and step are always drawn alike, and nobody can choose which. */
export const isDrawn = (caseId: string, stage: string, percent: number): boolean =>
  (Number.parseInt(sha256(`${caseId}:${stage}`).slice(0, 8), 16) / 2 ** 32) * 100 < percent

const recheckRobot: Rules['recheckRobot'] = (state, { stage: id, agrees, note }, { actor, now }) => {
  const stage = findStage(state, id)
  if (!stage?.sampled) return refuse('not-sampled')
  if (stage.recheck) return refuse('rechecked-before')
  const by = { id: actor.id, name: actor.name }
  return [{ type: 'RobotRechecked', data: { stage: id, agrees, note, by, at: now } }]
}

export const robotRules = { setRobot }
export const recheckRules = { recheckRobot }
