import { Button, Select } from 'antd'
import { useLanguage } from '#apps/web/i18n/i18n.ts'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { classes } from '#apps/web/kits/light/classes.ts'
import type { Row } from './conditions.ts'
import { TestField } from './TestField.tsx'
import css from './write.module.css'

export interface RowsProps {
  readonly rows: readonly Row[]
  readonly clauses: readonly string[]
  readonly locked: boolean
  readonly onChange: (rows: readonly Row[]) => void
  /** the sentence that is being looked at; its rows are marked */
  readonly marked?: string | undefined
  readonly onLook?: ((clause: string | undefined) => void) | undefined
  readonly depth?: number
}

const deepest = 2

/** Conditions one under another; each may be a comparison, one of several, an exception or a rule in words. */
export function ConditionRows({ rows, locked, onChange, depth = 0, marked, onLook, ...more }: RowsProps) {
  const t = useWords()
  const put = (i: number, row: Row | undefined) =>
    onChange(row ? rows.map((one, j) => (j === i ? row : one)) : rows.filter((_, j) => j !== i))
  return (
    <div>
      {rows.length === 0 && depth === 0 && <p className="work-soft">{t('policy:screens.write.noRows')}</p>}
      {rows.map((row, i) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own and never move
          key={i}
          className={classes(css.row, row.clause !== undefined && row.clause === marked && css.marked)}
          data-condition={depth === 0 ? i + 1 : undefined}
          onFocus={() => onLook?.(row.clause)}
        >
          <OneRow
            {...more}
            row={row}
            number={i + 1}
            locked={locked}
            depth={depth}
            onChange={(next) => put(i, next)}
          />
        </div>
      ))}
      {!locked && (
        <div className={css.acts}>
          <Button onClick={() => onChange([...rows, { when: '' }])}>
            {t('policy:screens.write.addRow')}
          </Button>
          {depth < deepest && (
            <Button
              onClick={() =>
                onChange([...rows, { [depth === 1 ? 'all' : 'any']: [{ when: '' }, { when: '' }] }])
              }
            >
              {t(depth === 1 ? 'policy:screens.write.addAll' : 'policy:screens.write.addAny')}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

interface OneProps {
  readonly row: Row
  readonly number: number
  readonly clauses: readonly string[]
  readonly locked: boolean
  readonly depth: number
  readonly onChange: (row: Row | undefined) => void
}

function OneRow({ row, number, clauses, locked, depth, onChange }: OneProps) {
  const t = useWords()
  const language = useLanguage()
  const { when: _, not: __, ...named } = row
  return (
    <>
      {row.zh && <strong>{(language === 'en' && row.en) || row.zh}</strong>}
      <Body row={row} clauses={clauses} locked={locked} depth={depth} onChange={onChange} />
      {row.except && (
        <div className={css.inner}>
          <span>{t('policy:screens.write.except')}</span>
          <TestField test={row.except} locked={locked} onChange={(except) => onChange({ ...row, except })} />
          {!locked && (
            <div className={css.acts}>
              <Button
                type="text"
                onClick={() => {
                  const { except: ___, ...rest } = row
                  onChange(rest)
                }}
              >
                {t('policy:screens.write.removeExcept')}
              </Button>
            </div>
          )}
        </div>
      )}
      <div className={css.acts}>
        {depth === 0 && clauses.length > 0 && (
          <Select
            aria-label={t('policy:screens.write.clauseOf', { number })}
            placeholder={t('policy:screens.write.clause')}
            className={css.clause}
            popupMatchSelectWidth={false}
            allowClear
            disabled={locked}
            value={row.clause}
            options={clauses.map((clause) => ({ value: clause, label: clause }))}
            onChange={(clause: string | undefined) => {
              const { clause: ___, ...rest } = row
              onChange(clause ? { ...rest, clause } : rest)
            }}
          />
        )}
        {!locked && !row.except && depth === 0 && (
          <Button type="text" onClick={() => onChange({ ...row, except: { when: '' } })}>
            {t('policy:screens.write.addExcept')}
          </Button>
        )}
        {!locked && named.zh && (
          <Button
            type="text"
            onClick={() => {
              const { id: ___, zh: ____, en: _____, ...rest } = row
              onChange(rest)
            }}
          >
            {t('policy:screens.write.dropWords')}
          </Button>
        )}
        {!locked && (
          <Button
            type="text"
            danger
            aria-label={t('policy:screens.write.removeOf', { number })}
            onClick={() => onChange(undefined)}
          >
            {t('policy:screens.write.remove')}
          </Button>
        )}
      </div>
    </>
  )
}

function Body({ row, clauses, locked, depth, onChange }: Omit<OneProps, 'number'>) {
  const t = useWords()
  const group = row.any ? ('any' as const) : row.all ? ('all' as const) : undefined
  if (group)
    return (
      <div className={css.inner}>
        <span>{t(`policy:screens.write.${group}Of`)}</span>
        <ConditionRows
          rows={row[group] ?? []}
          clauses={clauses}
          locked={locked}
          depth={depth + 1}
          onChange={(rows) => onChange({ ...row, [group]: rows })}
        />
      </div>
    )
  const isTest = row.when !== undefined || row.not?.when !== undefined
  if (!isTest) return <span>{t('policy:screens.write.fromFile')}</span>
  return (
    <TestField
      test={row}
      locked={locked}
      onChange={(test) => {
        const { when: _, not: __, ...rest } = row
        onChange({ ...rest, ...test })
      }}
    />
  )
}
