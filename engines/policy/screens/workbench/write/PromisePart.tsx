import { Button, Input, InputNumber, Select } from 'antd'
import { useText } from '#apps/web/i18n/i18n.ts'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { initialsOf } from '#kernel/initials.ts'
import { type Body, bodyIn, listIn, type PartProps, textIn } from './body.ts'
import type { Fact } from './fact-names.ts'
import { findsFact } from './facts.ts'
import { Labelled } from './Labelled.tsx'
import { usualCheck } from './modes.ts'
import { SourcedDays } from './SourcedDays.tsx'
import css from './write.module.css'

/** What can be promised: that something is so, is one of a list, or is so many. */
const promisable = new Set(['boolean', 'code', 'integer', 'number'])

/** What is promised with a claim, until when it is checked, and what follows where it was untrue. */
export function PromisePart({ policy, locked, put }: PartProps) {
  const t = useWords()
  const claim = bodyIn(policy['claim'])
  const commitment = bodyIn(claim['commitment'])
  const promises = listIn(commitment['promises'])
  const consequence = bodyIn(commitment['consequence'])
  const write = (patch: Body) => put({ claim: { ...claim, commitment: { ...commitment, ...patch } } })
  const change = (i: number, next: Body | undefined) =>
    write({
      promises: promises.flatMap((one, j): readonly Body[] => (j === i ? (next ? [next] : []) : [one])),
    })
  // The facts that a condition asks are the ones worth promising: they come first.
  const rule = JSON.stringify([
    policy['appliesTo'],
    policy['conditions'],
    policy['parameters'],
    policy['gives'],
  ])
  return (
    <>
      {promises.map((promise, i) => (
        <PromiseField
          key={i}
          number={i + 1}
          promise={promise}
          rule={rule}
          locked={locked}
          onChange={(next) => change(i, next)}
        />
      ))}
      {!locked && (
        <p className={css.note}>
          <Button onClick={() => write({ promises: [...promises, { fact: '', value: true, zh: '' }] })}>
            {t('policy:screens.write.addPromise')}
          </Button>
        </p>
      )}
      <Labelled
        label={t('policy:screens.write.consequence')}
        hint={t('policy:screens.write.hint.consequence')}
      >
        <Input.TextArea
          aria-label={t('policy:screens.write.consequence')}
          autoSize={{ minRows: 2 }}
          disabled={locked}
          value={textIn(consequence['zh'])}
          onChange={({ target: { value } }) => write({ consequence: { ...consequence, zh: value } })}
        />
      </Labelled>
      <SourcedDays
        name="promiseCheck"
        locked={locked}
        days={Number(commitment['checkWithinMonths'] ?? usualCheck)}
        of={commitment}
        unsure="sample"
        most={24}
        onChange={(next, months) => write({ ...next, checkWithinMonths: months ?? usualCheck })}
      />
    </>
  )
}

function PromiseField({
  number,
  promise,
  rule,
  locked,
  onChange,
}: {
  number: number
  promise: Body
  rule: string
  locked: boolean
  onChange: (next: Body | undefined) => void
}) {
  const t = useWords()
  const text = useText()
  const facts =
    useCityWords().words?.facts.filter(({ type, yearly }) => promisable.has(type) && !yearly) ?? []
  const asked = ({ title }: Fact) => rule.includes(title.zh)
  const options = [...facts.filter(asked), ...facts.filter((one) => !asked(one))].map(({ id, title }) => ({
    value: id,
    label: text(title),
    search: `${title.zh} ${initialsOf(title.zh)} ${title.en.toLowerCase()}`,
  }))
  const fact = facts.find(({ id }) => id === promise['fact'])
  const choose = (id: string) => {
    const next = facts.find((one) => one.id === id)
    onChange({ ...promise, fact: id, value: beginning(next) })
  }
  return (
    <fieldset className={css.group}>
      <legend>{t('policy:screens.write.promiseOf', { number })}</legend>
      <Labelled label={t('policy:screens.write.promiseText')}>
        <Input
          aria-label={t('policy:screens.write.promiseTextOf', { number })}
          placeholder={t('policy:screens.write.hint.promise')}
          disabled={locked}
          value={textIn(promise['zh'])}
          onChange={({ target: { value } }) => onChange({ ...promise, zh: value })}
        />
      </Labelled>
      <Labelled label={t('policy:screens.write.promiseFact')}>
        <div className={css.parts}>
          <Select
            aria-label={t('policy:screens.write.promiseFactOf', { number })}
            placeholder={t('policy:screens.write.factHint')}
            showSearch={{ filterOption: findsFact }}
            popupMatchSelectWidth={false}
            disabled={locked}
            value={textIn(promise['fact']) || undefined}
            options={options as { value: string; label: string; search: string }[]}
            onChange={choose}
          />
          {fact && (
            <PromisedValue
              label={t('policy:screens.write.promiseValueOf', { number })}
              fact={fact}
              value={promise['value']}
              locked={locked}
              onChange={(value) => onChange({ ...promise, value })}
            />
          )}
        </div>
      </Labelled>
      {!locked && (
        <Button type="text" danger onClick={() => onChange(undefined)}>
          {t('policy:screens.write.removePromiseOf', { number })}
        </Button>
      )}
    </fieldset>
  )
}

const beginning = (fact: Fact | undefined) =>
  fact?.type === 'boolean' ? true : fact?.type === 'code' ? (fact.values?.[0]?.code ?? '') : 1

function PromisedValue({
  label,
  fact,
  value,
  locked,
  onChange,
}: {
  label: string
  fact: Fact
  value: unknown
  locked: boolean
  onChange: (value: string | number | boolean) => void
}) {
  const t = useWords()
  const text = useText()
  if (fact.type === 'boolean')
    return (
      <Select
        aria-label={label}
        disabled={locked}
        value={value === false ? 'no' : 'yes'}
        options={(['yes', 'no'] as const).map((one) => ({
          value: one,
          label: t(`policy:screens.write.flag.${one}`),
        }))}
        onChange={(next) => onChange(next === 'yes')}
      />
    )
  if (fact.type === 'code')
    return (
      <Select
        aria-label={label}
        disabled={locked}
        value={textIn(value)}
        options={fact.values?.map((one) => ({ value: one.code, label: text(one) })) ?? []}
        onChange={onChange}
      />
    )
  return (
    <InputNumber
      aria-label={label}
      disabled={locked}
      min={0}
      precision={fact.type === 'integer' ? 0 : undefined}
      value={Number(value)}
      onChange={(next) => onChange(next ?? 0)}
    />
  )
}
