import path from 'node:path'
import { streamKind } from '#kernel/engine.ts'
import { defineEngine } from '#platform/engine.ts'
import { caseworkContract } from './contract.ts'
import { caseworkKinds } from './kinds.ts'
import { concernsAct } from './concerns.ts'
import { evolveCase } from './evolve.ts'
import { filingForegoes } from './filing/foregone.ts'
import { askOutsideJob, heardOutsideJob } from './jobs.ts'
import en from './messages/en.json' with { type: 'json' }
import zh from './messages/zh.json' with { type: 'json' }
import { type CaseEvent, type CaseState, noCase, stagesOf } from './model.ts'
import { projectCase } from './projection.ts'
import { caseworkProviders } from './providers.ts'
import { caseworkQueriesOver, type Surroundings } from './queries.ts'
import { type Check, type CheckEvent, evolveCheck, noCheck } from './checks/check-model.ts'
import { checkRules } from './checks/check-rules.ts'
import { evolveRobot, noRobot, type Robot, type RobotEvent } from './robots/robot-model.ts'
import { robotRules } from './robots/robot-rules.ts'
import { caseworkRules } from './rules.ts'
import { sendRatingsJob } from './service-record/rating-job.ts'
import { tellSurveyJob } from './survey/survey-job.ts'
import { caseHears, caseReactions, caseTimers } from './timers.ts'

/** A case belongs to the offices that have or had one of its stages, in its district. */
const theCase = streamKind<CaseState, CaseEvent>({
  kind: 'case',
  initial: noCase,
  evolve: evolveCase,
  scope: (state) => ({
    departments: [...new Set(stagesOf(state).map((stage) => stage.department))],
    district: state.district,
  }),
  concerns: concernsAct,
})

/** A check belongs to the office that granted on a promise. */
const theCheck = streamKind<Check, CheckEvent>({
  kind: 'check',
  initial: noCheck,
  evolve: evolveCheck,
  scope: ({ planned }) => ({
    departments: planned ? [planned.department] : [],
    district: planned?.district,
  }),
})

const theRobot = streamKind<Robot, RobotEvent>({
  kind: 'robot',
  initial: noRobot,
  evolve: evolveRobot,
  scope: () => ({ departments: [] }),
})

/** The casework engine over what other engines know of parties. */
export const caseworkEngineOver = (surroundings: Surroundings) =>
  defineEngine({
    name: 'casework',
    contract: caseworkContract,
    streams: [theCase, theCheck, theRobot],
    rules: { ...caseworkRules, ...checkRules, ...robotRules },
    queries: caseworkQueriesOver(surroundings),
    definitions: caseworkKinds,
    provides: caseworkProviders,
    foregoes: filingForegoes,
    projection: projectCase,
    timers: caseTimers,
    reactions: caseReactions,
    hears: caseHears,
    jobs: {
      'casework.askOutside': askOutsideJob,
      'casework.heardOutside': heardOutsideJob,
      'casework.sendRatings': sendRatingsJob,
      'casework.tellSurvey': tellSurveyJob,
    },
    messages: { zh, en },
    screens: [
      {
        id: 'theme-wizard',
        title: { zh: '一件事填报', en: 'One-matter filing' },
        path: '/space/open/$theme/$caseId',
      },
      { id: 'robots', title: { zh: '智能审批', en: 'Robots' }, path: '/workbench/robots' },
      {
        id: 'item-catalogue',
        title: { zh: '事项目录', en: 'Item catalogue' },
        path: '/workbench/catalogue',
      },
      {
        id: 'commitment-checks',
        title: { zh: '承诺核查', en: 'Checks of commitments' },
        path: '/workbench/checks',
      },
      { id: 'case-page', title: { zh: '办件进度', en: 'Case page' }, path: '/space/cases/$caseId' },
      { id: 'service-guides', title: { zh: '办事指南', en: 'Service guides' }, path: '/guides' },
      { id: 'open-data', title: { zh: '开放数据', en: 'Open data' }, path: '/open-data' },
      { id: 'service-record', title: { zh: '服务公开', en: 'Service record' }, path: '/service-record' },
    ],
    directories: ['casework.pace', 'casework.robot', 'casework.survey_place'],
    migrations: path.join(import.meta.dirname, 'migrations'),
  })
