import { describe, expect, it } from 'vitest'
import { neededEdges, placeGraph } from './graph-layout.ts'
import type { Form, Preview } from './wizard.tsx'
import { after, before, firstOpen, stepsOf } from './wizard-steps.ts'

const form = { pages: ['name', 'address', 'cluster', 'staff'].map((id) => ({ id })) } as unknown as Form
type State = 'empty' | 'started' | 'done' | 'faulty'
const preview = (pages: Readonly<Record<string, State>>, materials: readonly object[] = []): Preview =>
  ({ pages: Object.entries(pages).map(([id, state]) => ({ id, state })), materials }) as unknown as Preview

describe('the steps of a filing', () => {
  it('are the pages that the answers ask for, in the form’s order, then the check', () => {
    const steps = stepsOf(form, preview({ staff: 'empty', name: 'done' }))
    expect(steps.map(({ id }) => id)).toEqual(['name', 'staff', 'check'])
  })

  it('lead to a page that an answer has just opened', () => {
    const steps = stepsOf(form, preview({ name: 'done', address: 'empty', staff: 'empty' }))
    expect(after(steps, 'name')).toBe('address')
    expect(before(steps, 'name')).toBeUndefined()
    expect(after(steps, 'check')).toBe('check')
  })

  it('have one for papers only when the applicant has some to bring', () => {
    const shared = { source: 'shared', required: true }
    const own = { source: 'applicant', required: true }
    expect(stepsOf(form, preview({ name: 'done' }, [shared])).map(({ id }) => id)).toEqual(['name', 'check'])
    expect(stepsOf(form, preview({ name: 'done' }, [own]))).toContainEqual({
      id: 'materials',
      state: 'empty',
    })
    expect(stepsOf(form, preview({ name: 'done' }, [{ ...own, attached: 'a.pdf' }]))).toContainEqual({
      id: 'materials',
      state: 'done',
    })
  })

  it('are taken up where they were left, at the first that is not done', () => {
    expect(firstOpen(stepsOf(form, preview({ name: 'done', staff: 'faulty' })))).toBe('staff')
    expect(firstOpen(stepsOf(form, preview({ name: 'done', staff: 'done' })))).toBe('check')
  })
})

describe('the graph of a joint case', () => {
  const nodes = [
    { id: 'name', after: [] },
    { id: 'registration', after: ['name'] },
    { id: 'seals', after: ['name', 'registration'] },
    { id: 'tax', after: ['name', 'registration'] },
  ]

  it('never places a node left of what it waits for', () => {
    const { placed, columns, rows } = placeGraph(nodes)
    expect(placed).toEqual([
      { id: 'name', column: 0, row: 0 },
      { id: 'registration', column: 1, row: 0 },
      { id: 'seals', column: 2, row: 0 },
      { id: 'tax', column: 2, row: 1 },
    ])
    expect([columns, rows]).toEqual([3, 2])
  })

  it('draws no edge that a longer way already shows', () => {
    expect(neededEdges(nodes)).toEqual([
      { from: 'name', to: 'registration' },
      { from: 'registration', to: 'seals' },
      { from: 'registration', to: 'tax' },
    ])
  })

  it('ends even when the definition has a circle', () => {
    const circle = [
      { id: 'a', after: ['b'] },
      { id: 'b', after: ['a'] },
    ]
    expect(placeGraph(circle).placed).toHaveLength(2)
    expect(neededEdges(circle)).toHaveLength(2)
  })
})
