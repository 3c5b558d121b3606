import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useText } from '#apps/web/i18n/i18n.ts'
import { useWords, type Words } from '#apps/web/workbench/kit/words.ts'
import type { ItemBody, RowFault } from './item-parts.tsx'
import css from './item-editor.module.css'

const swapped = <T,>(rows: readonly T[], a: number, b: number): T[] =>
  rows.map((row, i) => (i === a ? (rows[b] ?? row) : i === b ? (rows[a] ?? row) : row))

/** What of a row is missing, as its column is called. */
function wordOf({ path, expected }: RowFault, t: Words): string {
  const column = [expected, ...path.split('/').toReversed()].find((one) => one in columns)
  if (column === 'title' && path.startsWith('/variants')) return t('casework:item.formatTitle')
  if (column === 'title' && path.startsWith('/fastTracks')) return t('casework:item.trackTitle')
  return t(`casework:item.${columns[column as keyof typeof columns] ?? 'rest'}`)
}
const columns = {
  field: 'field',
  material: 'material',
  title: 'stepTitle',
  department: 'stepDepartment',
  decidedBy: 'decidedBy',
  limit: 'stepLimit',
  decide: 'decide',
  when: 'condition',
} as const

/** Rows that are added, moved, changed and removed; each tells below it what is wrong with it. */
export function Rows({
  place,
  rows,
  locked,
  faults,
  add,
  fresh,
  render,
  onChange,
}: {
  /** where in the item the list stands */
  place: string
  rows: readonly ItemBody[]
  locked: boolean
  faults: readonly RowFault[]
  add: string
  fresh: () => ItemBody
  render: (row: ItemBody, put: (patch: ItemBody) => void, number: number) => ReactNode
  onChange: (next: readonly ItemBody[]) => void
}) {
  const t = useWords()
  const text = useText()
  const of = (i: number) => faults.filter(({ path }) => `${path}/`.startsWith(`/${place}/${i}/`))
  return (
    <>
      {rows.length === 0 && <p className="work-soft">{t('casework:item.none')}</p>}
      <ol className={css.rows}>
        {rows.map((row, i) => (
          <li key={i} className={css.row} data-place={`${place}-${i}`}>
            <div className={css.cells}>
              {render(
                row,
                (patch) => onChange(rows.map((one, j) => (j === i ? { ...one, ...patch } : one))),
                i + 1,
              )}
            </div>
            <div className={css.acts}>
              <Button
                size="small"
                disabled={locked || i === 0}
                aria-label={t('casework:item.up', { row: i + 1 })}
                onClick={() => onChange(swapped(rows, i, i - 1))}
              >
                {t('casework:item.moveUp')}
              </Button>
              <Button
                size="small"
                disabled={locked || i === rows.length - 1}
                aria-label={t('casework:item.down', { row: i + 1 })}
                onClick={() => onChange(swapped(rows, i, i + 1))}
              >
                {t('casework:item.moveDown')}
              </Button>
              <Button
                size="small"
                danger
                disabled={locked}
                aria-label={t('casework:item.remove', { row: i + 1 })}
                onClick={() => onChange(rows.filter((_, j) => j !== i))}
              >
                {t('casework:item.removeRow')}
              </Button>
            </div>
            {of(i).map((fault) => (
              <p key={`${fault.path}${fault.expected}`} className={css.fault}>
                {fault.code === 'missing' || fault.code === 'required'
                  ? t('casework:item.missing', { what: wordOf(fault, t) })
                  : `${text(fault.message)} ${text(fault.remedy)}`}
              </p>
            ))}
          </li>
        ))}
      </ol>
      {!locked && <Button onClick={() => onChange([...rows, fresh()])}>{add}</Button>}
    </>
  )
}
