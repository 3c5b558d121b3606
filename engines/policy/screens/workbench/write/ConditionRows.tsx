import { Button, Input, Select } from 'antd'
import { useMemo } from 'react'
import { useText } from '#apps/web/i18n/i18n.ts'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { comparisonIn, type Operator, operators, type Row, textOf } from './conditions.ts'
import { initialsOf } from '#kernel/initials.ts'
import css from './write.module.css'

interface RowsProps {
  readonly rows: readonly Row[]
  readonly clauses: readonly string[]
  readonly locked: boolean
  readonly onChange: (rows: readonly Row[]) => void
  readonly depth?: number
}

/** Conditions one under another; each may be a comparison, one of several, an exception or a rule in words. */
export function ConditionRows({ rows, clauses, locked, onChange, depth = 0 }: RowsProps) {
  const t = useWords()
  const put = (i: number, row: Row | undefined) =>
    onChange(row ? rows.map((one, j) => (j === i ? row : one)) : rows.filter((_, j) => j !== i))
  return (
    <div>
      {rows.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own and never move
        <div key={i} className={css.row}>
          <OneRow
            row={row}
            clauses={clauses}
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
          {depth === 0 && (
            <Button onClick={() => onChange([...rows, { any: [{ when: '' }, { when: '' }] }])}>
              {t('policy:screens.write.addAny')}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

interface OneProps {
  readonly row: Row
  readonly clauses: readonly string[]
  readonly locked: boolean
  readonly depth: number
  readonly onChange: (row: Row | undefined) => void
}

function OneRow({ row, clauses, locked, depth, onChange }: OneProps) {
  const t = useWords()
  return (
    <>
      {row.zh && <strong>{row.zh}</strong>}
      {row.any ? (
        <div className={css.inner}>
          <span>{t('policy:screens.write.anyOf')}</span>
          <ConditionRows
            rows={row.any}
            clauses={clauses}
            locked={locked}
            depth={depth + 1}
            onChange={(any) => onChange({ ...row, any })}
          />
        </div>
      ) : row.when !== undefined ? (
        <Test text={row.when} locked={locked} onChange={(when) => onChange({ ...row, when })} />
      ) : (
        <span>{t('policy:screens.write.fromFile')}</span>
      )}
      {row.except && (
        <div className={css.inner}>
          <span>{t('policy:screens.write.except')}</span>
          <Test
            text={row.except.when ?? ''}
            locked={locked}
            onChange={(when) => onChange({ ...row, except: { when } })}
          />
        </div>
      )}
      <div className={css.acts}>
        {depth === 0 && (
          <Select
            aria-label={t('policy:screens.write.clause')}
            placeholder={t('policy:screens.write.clause')}
            style={{ minWidth: 130 }}
            allowClear
            disabled={locked}
            value={row.clause}
            options={clauses.map((clause) => ({ value: clause, label: clause }))}
            onChange={(clause) => onChange({ ...row, clause })}
          />
        )}
        {!locked && !row.except && depth === 0 && (
          <Button type="text" onClick={() => onChange({ ...row, except: { when: '' } })}>
            {t('policy:screens.write.addExcept')}
          </Button>
        )}
        {!locked && (
          <Button type="text" danger onClick={() => onChange(undefined)}>
            {t('policy:screens.write.remove')}
          </Button>
        )}
      </div>
    </>
  )
}

interface TestProps {
  readonly text: string
  readonly locked: boolean
  readonly onChange: (text: string) => void
}

/** One test: a fact, how it is compared, with what; or, where it says more, the rule as it is written. */
function Test({ text, locked, onChange }: TestProps) {
  const t = useWords()
  const inLanguage = useText()
  const { words } = useCityWords()
  const found = text.trim() === '' ? { name: '', operator: '>=' as Operator, value: '' } : comparisonIn(text)
  const flag = words?.facts.find(({ title, type }) => type === 'boolean' && title.zh === text.trim())
  const options = useMemo(
    () =>
      (words?.facts ?? [])
        .filter(({ type }) => type !== 'list')
        .map(({ title, yearly }) => {
          const value = `${yearly ? '上年' : ''}${title.zh}`
          return {
            value,
            label: inLanguage(title),
            search: `${value} ${initialsOf(value)} ${title.en.toLowerCase()}`,
          }
        }),
    [words, inLanguage],
  )
  const partial = /^\S+$/.test(text) && !flag
  if (!found && !flag && !partial)
    return (
      <Input.TextArea
        aria-label={t('policy:screens.write.rule')}
        autoSize
        disabled={locked}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
    )
  const now = found ?? { name: text.trim(), operator: '>=' as Operator, value: '' }
  const fact = words?.facts.find(({ title }) => now.name.endsWith(title.zh))
  const write = (next: { name: string; operator: Operator; value: string }) => {
    const chosen = words?.facts.find(({ title }) => title.zh === next.name)
    onChange(chosen?.type === 'boolean' || !next.value.trim() ? next.name : textOf(next))
  }
  const quoted = (value: string) => (fact?.type === 'code' ? `"${value}"` : value)
  return (
    <div className={css.parts}>
      <Select
        aria-label={t('policy:screens.write.fact')}
        placeholder={t('policy:screens.write.factHint')}
        showSearch={{ filterOption: (q, option) => option?.search.includes(q.trim().toLowerCase()) ?? false }}
        disabled={locked}
        value={now.name || undefined}
        options={options}
        onChange={(name) => write({ ...now, name })}
      />
      {fact?.type !== 'boolean' && (
        <>
          <Select
            aria-label={t('policy:screens.write.operator')}
            disabled={locked}
            value={now.operator}
            options={operators.map((value) => ({
              value,
              label: t(`policy:screens.write.op.${opName[value]}`),
            }))}
            onChange={(operator) => write({ ...now, operator })}
          />
          {fact?.type === 'code' && fact.values?.length ? (
            <Select
              aria-label={t('policy:screens.write.value')}
              disabled={locked}
              value={now.value.replaceAll('"', '') || undefined}
              options={fact.values.map((one) => ({ value: one.zh, label: inLanguage(one) }))}
              onChange={(value) => write({ ...now, value: quoted(value) })}
            />
          ) : (
            <Input
              aria-label={t('policy:screens.write.value')}
              placeholder={fact?.display ?? fact?.unit ?? t('policy:screens.write.valueHint')}
              disabled={locked}
              value={now.value}
              onChange={(event) => write({ ...now, value: event.target.value })}
            />
          )}
        </>
      )}
    </div>
  )
}

const opName: Record<Operator, string> = {
  '>=': 'atLeast',
  '<=': 'atMost',
  '>': 'above',
  '<': 'below',
  '=': 'is',
  '!=': 'isNot',
}
