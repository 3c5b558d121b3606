import type { WriteNames } from '#kernel/contract.ts'
import type { RulesOf } from '#kernel/engine.ts'
import type { checkWrites } from './checks/check-contract.ts'
import type { caseworkContract } from './contract.ts'
import type { robotWrites } from './robots/robot-contract.ts'
import type { CaseEvent, CaseState } from './model.ts'

type Contract = typeof caseworkContract

export type Rules = RulesOf<
  Contract,
  CaseState,
  CaseEvent,
  Exclude<WriteNames<Contract>, keyof typeof checkWrites | keyof typeof robotWrites>
>
