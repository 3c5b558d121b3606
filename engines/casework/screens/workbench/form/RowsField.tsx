import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useText } from '#apps/web/i18n/i18n.ts'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { freshRow } from '../../../catalogue/form/fresh.ts'
import type { Shape } from '../../../catalogue/form/part.ts'
import { type Body, nameOf, textIn } from '../../../catalogue/form/values.ts'
import type { Field } from './desk.ts'
import { Faults } from './Faults.tsx'
import css from './form.module.css'

type RowsShape = Extract<Shape, { is: 'rows' }>
const isFolded = ({ apart, folded }: RowsShape) => apart === true || folded === true

const swapped = <T,>(rows: readonly T[], a: number, b: number): T[] =>
  rows.map((row, i) => (i === a ? (rows[b] ?? row) : i === b ? (rows[a] ?? row) : row))

/** Rows that are added, moved, changed and removed; each tells below it what is wrong with it. */
export function RowsField({
  shape,
  rows,
  onChange,
  ...field
}: Field & { shape: RowsShape; rows: readonly Body[]; onChange: (next: readonly Body[]) => void }) {
  const t = useWords()
  const text = useText()
  const { desk, path, number } = field
  const others = (i: number) =>
    shape.unlike
      ? {
          key: shape.unlike,
          values: rows.filter((_, j) => j !== i).map((row) => textIn(row[shape.unlike ?? ''])),
        }
      : undefined
  return (
    <>
      {rows.length === 0 && <p className="work-soft">{t('casework:item.none')}</p>}
      <ol className={css.rows}>
        {rows.map((row, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row may have no name of its own
          <li
            key={i}
            className={isFolded(shape) ? css.row : css.open}
            data-place={`${path}/${i}`.slice(1).replaceAll('/', '-')}
          >
            <Folded shape={shape} row={row} nth={i + 1}>
              {desk.inside({
                ...field,
                parts: shape.parts,
                called: text(shape.row),
                path: `${path}/${i}`,
                number: `${number || ' '}${number ? '.' : ''}${i + 1}`,
                value: row,
                taken: others(i),
                onChange: (next) => onChange(rows.map((one, j) => (j === i ? next : one))),
              })}
              {!desk.locked && (
                <Moves
                  shape={shape}
                  nth={i}
                  of={rows.length}
                  number={number}
                  rows={rows}
                  onChange={onChange}
                />
              )}
            </Folded>
            <Faults desk={desk} path={`${path}/${i}`} />
          </li>
        ))}
      </ol>
      {!desk.locked && (
        <Button
          data-add={path.slice(1).replaceAll('/', '-')}
          onClick={() => onChange([...rows, freshRow(shape, desk.whole)])}
        >
          {t('casework:item.addRow', { row: text(shape.row) })}
        </Button>
      )}
    </>
  )
}

/** A row that says much is folded under its name until somebody opens it. */
function Folded({
  shape,
  row,
  nth,
  children,
}: {
  shape: RowsShape
  row: Body
  nth: number
  children: ReactNode
}) {
  const text = useText()
  const called = nameOf(shape.parts, row)
  const [open, setOpen] = useState(called.zh === '')
  if (!isFolded(shape)) return <div className={css.split}>{children}</div>
  const name = text(called)
  return (
    <details open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className={css.summary}>
        {text(shape.row)} {nth}
        {name && ` · ${name}`}
      </summary>
      {open && children}
    </details>
  )
}

function Moves({
  shape,
  nth,
  of,
  number,
  rows,
  onChange,
}: {
  shape: RowsShape
  nth: number
  of: number
  number: string
  rows: readonly Body[]
  onChange: (next: readonly Body[]) => void
}) {
  const t = useWords()
  const text = useText()
  const row = `${text(shape.row)}${number} ${nth + 1}`
  return (
    <div className={isFolded(shape) ? css.acts : css.beside}>
      {!shape.loose && of > 1 && (
        <>
          <Button
            size="small"
            disabled={nth === 0}
            aria-label={t('casework:item.up', { row })}
            onClick={() => onChange(swapped(rows, nth, nth - 1))}
          >
            {t('casework:item.moveUp')}
          </Button>
          <Button
            size="small"
            disabled={nth === of - 1}
            aria-label={t('casework:item.down', { row })}
            onClick={() => onChange(swapped(rows, nth, nth + 1))}
          >
            {t('casework:item.moveDown')}
          </Button>
        </>
      )}
      <Button
        size="small"
        danger
        data-act="remove"
        aria-label={t('casework:item.remove', { row })}
        onClick={() => onChange(rows.filter((_, j) => j !== nth))}
      >
        {t('casework:item.removeRow')}
      </Button>
    </div>
  )
}
