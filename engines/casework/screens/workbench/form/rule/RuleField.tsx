import { Button, Input, Select } from 'antd'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { type Body, bodyIn, textIn } from '../../../../catalogue/form/values.ts'
import css from '../form.module.css'
import { WordsField } from '../WordsField.tsx'
import { as, changed, childrenOf, kindOf, kinds, type Kind, testOf } from './kinds.ts'
import { TableField } from './TableField.tsx'

interface RuleProps {
  readonly name: string
  readonly locked: boolean
  readonly value: unknown
  readonly onChange: (next: unknown) => void
  readonly placeholder?: string | undefined
}

/** A condition in the rule language: one test, or a tree of conditions each of which may have words of its own. */
export function RuleField({ optional, ...props }: RuleProps & { optional?: boolean }) {
  const { value, locked } = props
  const isLong = typeof value === 'object' && value !== null
  return (
    <div className={isLong ? css.box : undefined}>
      <Condition {...props} />
      {!locked && (isLong || !optional || testOf(value) !== '') && <Beside {...props} />}
    </div>
  )
}

function Condition({ name, locked, value, onChange, placeholder }: RuleProps) {
  const t = useWords()
  const kind = kindOf(value)
  const { zh, en, clause, except, table } = bodyIn(value)
  const isNamed = zh !== undefined || en !== undefined
  return (
    <>
      {isNamed && (
        <>
          <span className={css.label}>{t('casework:item.rule.words')}</span>
          <WordsField
            name={`${name} ${t('casework:item.rule.words')}`}
            locked={locked}
            value={{ zh, en }}
            onChange={(next) => onChange(changed(value, next))}
          />
        </>
      )}
      {kind !== 'test' && <strong>{t(`casework:item.rule.kind.${kind}`)}</strong>}
      {kind === 'test' && (
        <Input.TextArea
          autoSize={{ minRows: 1, maxRows: 8 }}
          aria-label={name}
          placeholder={placeholder}
          disabled={locked}
          value={testOf(value)}
          onChange={({ target }) => onChange(changed(value, { when: target.value }))}
        />
      )}
      {(kind === 'all' || kind === 'any' || kind === 'not') && (
        <Children
          kind={kind}
          name={name}
          locked={locked}
          value={childrenOf(value)}
          onChange={(next) => onChange(changed(value, { [kind]: kind === 'not' ? next[0] : next }))}
        />
      )}
      {kind === 'table' && (
        <TableField
          name={name}
          locked={locked}
          table={bodyIn(table)}
          onChange={(next) => onChange(changed(value, { table: next }))}
        />
      )}
      {clause !== undefined && (
        <Input
          aria-label={`${name} ${t('casework:item.rule.clause')}`}
          prefix={t('casework:item.rule.clause')}
          disabled={locked}
          value={textIn(clause)}
          onChange={({ target }) => onChange(changed(value, { clause: target.value }))}
        />
      )}
      {except !== undefined && (
        <>
          <span className={css.label}>{t('casework:item.rule.except')}</span>
          <RuleField
            name={`${name} ${t('casework:item.rule.except')}`}
            locked={locked}
            value={except}
            onChange={(next) => onChange(changed(value, { except: next }))}
          />
        </>
      )}
    </>
  )
}

function Children({
  kind,
  name,
  locked,
  value,
  onChange,
}: {
  kind: 'all' | 'any' | 'not'
  name: string
  locked: boolean
  value: readonly unknown[]
  onChange: (next: readonly unknown[]) => void
}) {
  const t = useWords()
  return (
    <>
      {value.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a condition may have no name of its own
        <div key={i} className={css.inner}>
          <RuleField
            name={`${name} ${i + 1}`}
            locked={locked}
            value={one}
            onChange={(next) => onChange(value.map((other, j) => (j === i ? next : other)))}
          />
          {!locked && value.length > 1 && (
            <Button
              size="small"
              type="text"
              danger
              aria-label={t('casework:item.remove', { row: `${name} ${i + 1}` })}
              onClick={() => onChange(value.filter((_, j) => j !== i))}
            >
              {t('casework:item.removeRow')}
            </Button>
          )}
        </div>
      ))}
      {!locked && kind !== 'not' && (
        <Button size="small" onClick={() => onChange([...value, ''])}>
          {t('casework:item.rule.add')}
        </Button>
      )}
    </>
  )
}

/** How the condition is written, and what may stand beside it: words of its own, where it is written, an exception. */
function Beside({ name, value, onChange }: RuleProps) {
  const t = useWords()
  const body = bodyIn(value)
  const extras = {
    words: {
      has: body['zh'] !== undefined,
      add: { zh: '', en: '' },
      drop: { id: undefined, zh: undefined, en: undefined },
    },
    clause: { has: body['clause'] !== undefined, add: { clause: '' }, drop: { clause: undefined } },
    except: { has: body['except'] !== undefined, add: { except: '' }, drop: { except: undefined } },
  } as const satisfies Record<string, { has: boolean; add: Body; drop: Body }>
  const extraNames = Object.keys(extras) as (keyof typeof extras)[]
  return (
    <Select
      size="small"
      className={css.more}
      aria-label={`${t('casework:item.rule.how')} ${name}`}
      placeholder={t('casework:item.rule.how')}
      value={null}
      popupMatchSelectWidth={false}
      onChange={(next: string | null) => {
        const extra = extraNames.find((one) => one === next)
        if (extra) onChange(changed(value, extras[extra].has ? extras[extra].drop : extras[extra].add))
        else if (next) onChange(as(next as Kind, value))
      }}
      options={[
        ...kinds
          .filter((kind) => kind !== kindOf(value))
          .map((kind) => ({ value: kind as string, label: t(`casework:item.rule.kind.${kind}`) })),
        ...extraNames.map((one) => ({
          value: one as string,
          label: t(`casework:item.rule.${extras[one].has ? 'without' : 'with'}.${one}`),
        })),
      ]}
    />
  )
}
