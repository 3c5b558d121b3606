import { Input, Select } from 'antd'
import { useText } from '#apps/web/i18n/i18n.ts'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { type Comparison, comparisonIn, type Operator, type Row, textOf } from './conditions.ts'
import { type Fact, factCalled } from './fact-names.ts'
import { findsFact, useFactOptions } from './facts.ts'
import { ValueField } from './ValueField.tsx'
import { labelsIn, labelTest } from './values.ts'
import css from './write.module.css'

/** What one test says: a rule text, or that something is not so. */
export type Test = Pick<Row, 'when' | 'not'>

const negated = /^\s*not\(\s*([^\s()]+)\s*\)\s*$/u

/** A rule text as a test; the text of a test where only a text may stand. */
export function testOf(text: string): Test {
  const [, name] = negated.exec(text) ?? []
  return name === undefined ? { when: text } : { not: { when: name } }
}
export const saidBy = ({ when, not }: Test): string => when ?? `not(${not?.when ?? ''})`

interface TestProps {
  readonly test: Test
  readonly locked: boolean
  readonly onChange: (test: Test) => void
}

const begun = (name: string): Comparison => ({ name, operator: '>=', value: '' })

/** One test: a fact, how it is compared, with what; or, where it says more, the rule as it is written. */
export function TestField({ test, locked, onChange }: TestProps) {
  const t = useWords()
  const { facts, options } = useFactOptions()
  const said = test.when ?? test.not?.when ?? ''
  const isNot = test.when === undefined && test.not !== undefined
  const comparison = comparisonIn(said)
  const name = comparison?.name ?? said.trim()
  const fact = factCalled(facts, name)
  const isFlag = fact?.type === 'boolean' && !comparison
  const isPlain = said.trim() === '' || isFlag || (comparison !== undefined && !isNot)
  if (!isPlain)
    return (
      <Input.TextArea
        aria-label={t('policy:screens.write.rule')}
        autoSize
        disabled={locked}
        value={isNot ? `not(${said})` : said}
        onChange={(event) => onChange({ when: event.target.value })}
      />
    )
  const now = comparison ?? begun(name)
  const choose = (chosen: string) => {
    const next = factCalled(facts, chosen)
    if (next?.type === 'boolean') return onChange({ when: chosen })
    const same = next?.type === fact?.type && next?.type !== 'code'
    const operator = next?.type === 'code' ? '=' : same ? now.operator : '>='
    onChange({ when: textOf({ name: chosen, operator, value: same ? now.value : '' }) })
  }
  return (
    <div className={css.parts}>
      <Select
        aria-label={t('policy:screens.write.fact')}
        placeholder={t('policy:screens.write.factHint')}
        showSearch={{ filterOption: findsFact }}
        popupMatchSelectWidth={false}
        disabled={locked}
        value={name || undefined}
        options={options as { value: string; label: string; search: string }[]}
        onChange={choose}
      />
      {isFlag ? (
        <Select
          aria-label={t('policy:screens.write.value')}
          disabled={locked}
          value={isNot ? 'no' : 'yes'}
          options={(['yes', 'no'] as const).map((value) => ({
            value,
            label: t(`policy:screens.write.flag.${value}`),
          }))}
          onChange={(value) => onChange(value === 'yes' ? { when: name } : { not: { when: name } })}
        />
      ) : (
        name !== '' && (
          <Compared now={now} fact={fact} locked={locked} onChange={(when) => onChange({ when })} />
        )
      )}
    </div>
  )
}

interface ComparedProps {
  readonly now: Comparison
  readonly fact: Fact | undefined
  readonly locked: boolean
  readonly onChange: (text: string) => void
}

function Compared(props: ComparedProps) {
  const t = useWords()
  const { now, fact, locked, onChange } = props
  if (fact?.type === 'code' && fact.values?.length) return <OneOf {...props} />
  const words = fact?.type === 'date' ? 'opDate' : 'op'
  return (
    <>
      <Select
        aria-label={t('policy:screens.write.operator')}
        disabled={locked}
        value={now.operator}
        options={measured.map((value) => ({
          value,
          label: t(`policy:screens.write.${words}.${opName[value]}`),
        }))}
        onChange={(operator: Operator) => onChange(textOf({ ...now, operator }))}
      />
      <ValueField
        label={t('policy:screens.write.value')}
        fact={fact}
        value={now.value}
        locked={locked}
        onChange={(value) => onChange(textOf({ ...now, value }))}
      />
    </>
  )
}

/** A fact with a list of values is one of some of them, or none. */
function OneOf({ now, fact, locked, onChange }: ComparedProps) {
  const t = useWords()
  const text = useText()
  const is = now.operator !== '!=' && now.operator !== 'not in'
  const labels = labelsIn(now.value)
  const write = (next: boolean, some: readonly string[]) =>
    onChange(textOf({ name: now.name, ...labelTest(next, some) }))
  return (
    <>
      <Select
        aria-label={t('policy:screens.write.operator')}
        disabled={locked}
        value={is ? 'is' : 'isNot'}
        options={(['is', 'isNot'] as const).map((value) => ({
          value,
          label: t(`policy:screens.write.op.${value}`),
        }))}
        onChange={(value) => write(value === 'is', labels)}
      />
      <Select
        mode="multiple"
        aria-label={t('policy:screens.write.value')}
        placeholder={t('policy:screens.write.chooseSome')}
        disabled={locked}
        value={[...labels]}
        options={fact?.values?.map((one) => ({ value: one.zh, label: text(one) })) ?? []}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={(some: string[]) => write(is, some)}
      />
    </>
  )
}

const measured = ['>=', '<=', '>', '<', '=', '!='] as const satisfies readonly Operator[]
const opName: Readonly<Record<(typeof measured)[number], string>> = {
  '>=': 'atLeast',
  '<=': 'atMost',
  '>': 'above',
  '<': 'below',
  '=': 'is',
  '!=': 'isNot',
}
