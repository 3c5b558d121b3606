import { expect, test } from 'vitest'
import type { NeedRequest } from '#platform/engine.ts'
import { city, draft } from '../scenario.fixtures.ts'
import type { CaseState } from '../model.ts'
import { filingForegoes } from './foregone.ts'
import { planOf } from './plans.ts'

const asked = (operation: string, state: CaseState) =>
  Object.keys(filingForegoes(operation, { definitions: city, state } as unknown as NeedRequest))

const opening = draft().state
const withLicence: CaseState = {
  ...opening,
  materials: { 'prior-approval': { licence: { from: 'issued', id: 'licence' } } as never },
}

test('a filing that puts no licence forward and has no track asks for neither licences nor facts', () => {
  expect(asked('submit', opening)).toEqual(['facts', 'licences'])
})

test('a licence that stands in for a material is asked about', () => {
  expect(asked('submit', withLicence)).toEqual(['facts'])
})

test('facts are asked for where they open a track or close a commitment', () => {
  const plan = planOf(city, 'food-service')
  const items = Object.fromEntries(
    plan.nodes.map((node) => [node.id, { item: node.base.id, version: node.base.version }]),
  )
  const food: CaseState = { ...opening, theme: 'food-service', version: plan.theme.version, items }
  expect(asked('submit', food)).toEqual(['licences'])
})

test('nothing is left out of any other act, nor of a filing that is lodged already', () => {
  expect(asked('decide', opening)).toEqual([])
  expect(asked('submit', { ...opening, standing: 'lodged' })).toEqual([])
})
