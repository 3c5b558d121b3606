import { Button, Input, Select } from 'antd'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { type Body, listIn } from '../../../../catalogue/form/values.ts'
import css from '../form.module.css'

const policies = ['U', 'A', 'F'] as const
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])
/** One column is written without a list. */
const cellsOf = (cells: readonly unknown[]): unknown => (cells.length === 1 ? cells[0] : cells)
const padded = (cells: readonly unknown[], count: number) =>
  Array.from({ length: count }, (_, i) => cells[i] ?? '')

/** A decision table that answers yes or no: what its columns look at, and which rows of values say which. */
export function TableField({
  name,
  locked,
  table,
  onChange,
}: {
  name: string
  locked: boolean
  table: Body
  onChange: (next: Body) => void
}) {
  const t = useWords()
  const inputs = Array.isArray(table['inputs']) ? (table['inputs'] as unknown[]) : []
  const rows = listIn(table['rows'])
  const put = (patch: Body) => onChange({ ...table, ...patch })
  const resize = (next: readonly unknown[]) =>
    put({
      inputs: next,
      rows: rows.map((row) => ({ ...row, when: cellsOf(padded(listOf(row['when']), next.length)) })),
    })
  const putRow = (i: number, patch: Body) =>
    put({ rows: rows.map((row, j) => (j === i ? { ...row, ...patch } : row)) })
  const hit = typeof table['hit'] === 'string' ? table['hit'] : 'U'
  const yesNo = (value: boolean, label: string, change: (next: boolean) => void) => (
    <Select
      aria-label={label}
      disabled={locked}
      value={value ? 'yes' : 'no'}
      onChange={(next) => change(next === 'yes')}
      options={(['yes', 'no'] as const).map((one) => ({ value: one, label: t(`casework:item.rule.${one}`) }))}
    />
  )
  return (
    <div className={css.table}>
      <div className={css.line}>
        {inputs.map((input, i) => (
          <Input
            // biome-ignore lint/suspicious/noArrayIndexKey: columns stand in their order
            key={i}
            aria-label={`${name} ${t('casework:item.rule.column')} ${i + 1}`}
            placeholder={t('casework:item.rule.column')}
            disabled={locked}
            value={String(input)}
            onChange={({ target }) => put({ inputs: inputs.map((one, j) => (j === i ? target.value : one)) })}
          />
        ))}
        {!locked && (
          <>
            <Button size="small" onClick={() => resize([...inputs, ''])}>
              {t('casework:item.rule.addColumn')}
            </Button>
            {inputs.length > 1 && (
              <Button size="small" onClick={() => resize(inputs.slice(0, -1))}>
                {t('casework:item.rule.dropColumn')}
              </Button>
            )}
          </>
        )}
      </div>
      {rows.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are tried in their order
        <div key={i} className={css.line}>
          {padded(listOf(row['when']), inputs.length).map((cell, column) => (
            <Input
              // biome-ignore lint/suspicious/noArrayIndexKey: columns stand in their order
              key={column}
              aria-label={`${name} ${i + 1}.${column + 1}`}
              disabled={locked}
              value={String(cell)}
              onChange={({ target }) =>
                putRow(i, {
                  when: cellsOf(
                    padded(listOf(row['when']), inputs.length).map((one, j) =>
                      j === column ? target.value : one,
                    ),
                  ),
                })
              }
            />
          ))}
          {yesNo(row['value'] !== false, `${name} ${t('casework:item.rule.answer')} ${i + 1}`, (value) =>
            putRow(i, { value }),
          )}
          {!locked && rows.length > 1 && (
            <Button
              size="small"
              type="text"
              danger
              aria-label={t('casework:item.remove', { row: `${name} ${i + 1}` })}
              onClick={() => put({ rows: rows.filter((_, j) => j !== i) })}
            >
              {t('casework:item.removeRow')}
            </Button>
          )}
        </div>
      ))}
      {!locked && (
        <Button
          size="small"
          onClick={() => put({ rows: [...rows, { when: cellsOf(padded([], inputs.length)) }] })}
        >
          {t('casework:item.addLine')}
        </Button>
      )}
      <div className={css.line}>
        <span>{t('casework:item.rule.otherwise')}</span>
        {yesNo(table['otherwise'] === true, `${name} ${t('casework:item.rule.otherwise')}`, (otherwise) =>
          put({ otherwise }),
        )}
        <Select
          aria-label={`${name} ${t('casework:item.rule.hits')}`}
          disabled={locked}
          value={hit}
          onChange={(next: string) => put({ hit: next })}
          options={[...new Set([...policies, hit])].map((one) => ({
            value: one,
            label: t(`casework:item.rule.hit.${one}`, { defaultValue: one }),
          }))}
        />
      </div>
    </div>
  )
}
