import type { RulesOf } from '#kernel/engine.ts'
import { refuse } from '#kernel/refusal.ts'
import type { importContract } from './contract.ts'
import type { Import, ImportEvent } from './model.ts'

type Rules = RulesOf<typeof importContract, Import, ImportEvent>

const startImport: Rules['startImport'] = (_, input, { needs, today }) => {
  const { department, fileHash, fileName, mapping, sheet, createMissing, on = today } = input
  if (!needs.departments.all && !needs.departments.ids.includes(department))
    return refuse('department-not-yours', { department }, ['department'])
  if (!needs.file) return refuse('file-not-stored', {}, ['fileHash'])
  if (on > today) return refuse('facts-in-the-future', { on }, ['on'])
  return [
    {
      type: 'ImportStarted',
      data: {
        department,
        fileHash,
        fileName,
        options: { mapping, sheet, createMissing, on },
        everySource: needs.departments.all,
      },
    },
  ]
}

const reportReading: Rules['reportReading'] = (one, { reading }) =>
  one.state === 'reading' ? [{ type: 'ImportRead', data: { reading } }] : refuse('import-not-reading')

const applyImport: Rules['applyImport'] = ({ state, reading }, { accept }) => {
  if (state !== 'read' || !reading) return refuse('import-not-ready')
  const { counts } = reading
  if (counts.goodRows === 0) return refuse('import-nothing-good', { errors: counts.errorRows })
  if (accept === 'all' && counts.errorRows > 0)
    return refuse('import-has-errors', { errors: counts.errorRows }, ['accept'])
  return [{ type: 'ImportApplied', data: { accept, counts } }]
}

const undoImport: Rules['undoImport'] = ({ state }, { reason }, { needs }) => {
  if (state !== 'applied') return refuse('import-not-applied')
  if (needs.effects.standing === 0)
    return refuse('import-nothing-stands', { superseded: needs.effects.superseded })
  return [{ type: 'ImportUndone', data: { reason, ...needs.effects } }]
}

export const importRules: Rules = { startImport, reportReading, applyImport, undoImport }
