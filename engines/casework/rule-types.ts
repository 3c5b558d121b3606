import type { RulesOf } from '#kernel/engine.ts'
import type { caseworkContract } from './contract.ts'
import type { CaseEvent, CaseState } from './model.ts'

export type Rules = RulesOf<typeof caseworkContract, CaseState, CaseEvent>
