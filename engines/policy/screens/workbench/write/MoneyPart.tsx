import { Button, Input, Select } from 'antd'
import { Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { type Body, bodyIn, listIn, type PartProps, textIn, withText } from './body.ts'
import { findsFact, useFactOptions } from './facts.ts'
import { Labelled } from './Labelled.tsx'
import { saidBy, TestField, testOf } from './TestField.tsx'
import { Tiers, tierNames } from './Tiers.tsx'
import css from './write.module.css'

const kinds = ['cash', 'tax-treatment', 'title'] as const
const meanings = ['saving', 'tax-payable', 'deduction', 'payment'] as const
const rounds = { 分: 'fen', 角: 'jiao', 元: 'yuan', 百元: 'hundred', 万元: 'wan' } as const
const ways = { 四舍五入: 'half', 舍去: 'down', 进一: 'up' } as const

/** What a policy gives: a sum or a formula, in steps, in parts, at most so much, rounded so. */
export function MoneyPart(props: PartProps) {
  const { policy, locked, put } = props
  const t = useWords()
  const gives = bodyIn(policy['gives'])
  const round = bodyIn(gives['round'])
  const parts = listIn(gives['components'])
  const kind = textIn(gives['kind']) || 'cash'
  const set = (patch: Body) => put({ gives: { ...gives, ...patch } })
  const formula = (name: 'amount' | 'cap' | 'otherwise') => (
    <Formula
      label={t(`policy:screens.write.${name}`)}
      hint={name === 'amount' ? t('policy:screens.write.amountHint') : undefined}
      names={tierNames(policy)}
      locked={locked}
      value={textIn(gives[name])}
      onChange={(text) =>
        put({ gives: name === 'amount' ? { ...gives, amount: text } : withText(gives, name, text) })
      }
    />
  )
  const changeKind = (next: string) => {
    const { amountIs: _, otherwise: __, ...rest } = gives
    put({
      gives: { ...rest, kind: next, ...(next === 'tax-treatment' ? { amountIs: 'saving' } : {}) },
    })
  }
  return (
    <Sheet title={t('policy:screens.write.money')}>
      <Choice
        label={t('policy:screens.write.kind')}
        locked={locked}
        value={kind}
        options={kinds.map((value) => ({ value, label: t(`policy:screens.write.kinds.${value}`) }))}
        onChange={changeKind}
      />
      {kind === 'tax-treatment' && (
        <Choice
          label={t('policy:screens.write.amountIs')}
          locked={locked}
          value={textIn(gives['amountIs']) || 'payment'}
          options={meanings.map((value) => ({ value, label: t(`policy:screens.write.meanings.${value}`) }))}
          onChange={(amountIs) => set({ amountIs })}
        />
      )}
      {kind !== 'title' && (
        <>
          {parts.length === 0 && formula('amount')}
          {kind === 'tax-treatment' && gives['amountIs'] === 'tax-payable' && formula('otherwise')}
          <div className={css.sideBySide}>
            <Tiers {...props} />
            <Parts {...props} />
          </div>
          {formula('cap')}
          <div className={css.pairOf}>
            <Choice
              label={t('policy:screens.write.round')}
              locked={locked}
              value={textIn(round['to']) || '分'}
              options={(Object.keys(rounds) as (keyof typeof rounds)[]).map((value) => ({
                value,
                label: t(`policy:screens.write.to.${rounds[value]}`),
              }))}
              onChange={(to) => set({ round: { by: '四舍五入', ...round, to } })}
            />
            <Choice
              label={t('policy:screens.write.roundBy')}
              locked={locked}
              value={textIn(round['by']) || '四舍五入'}
              options={(Object.keys(ways) as (keyof typeof ways)[]).map((value) => ({
                value,
                label: t(`policy:screens.write.by.${ways[value]}`),
              }))}
              onChange={(by) => set({ round: { to: '分', ...round, by } })}
            />
          </div>
        </>
      )}
    </Sheet>
  )
}

export function Choice({
  label,
  value,
  options,
  locked,
  onChange,
}: {
  label: string
  value: string | undefined
  options: { value: string; label: string }[]
  locked: boolean
  onChange: (value: string) => void
}) {
  return (
    <Labelled label={label}>
      <Select
        aria-label={label}
        className={css.full}
        disabled={locked}
        value={value}
        options={options}
        onChange={onChange}
      />
    </Labelled>
  )
}

/** A sum with its unit or a formula; facts and steps are put in by choosing them. */
function Formula({
  label,
  hint,
  names,
  value,
  locked,
  onChange,
}: {
  label: string
  hint: string | undefined
  names: readonly string[]
  value: string
  locked: boolean
  onChange: (text: string) => void
}) {
  const t = useWords()
  const { options } = useFactOptions()
  const own = names.map((name) => ({ value: name, label: name, search: name }))
  return (
    <Labelled label={label}>
      <div className={css.formula}>
        <Input.TextArea
          aria-label={label}
          autoSize
          placeholder={hint}
          disabled={locked}
          value={value}
          onChange={(event) => onChange(event.target.value.replace(/\n/g, ''))}
        />
        {!locked && (
          <Select
            aria-label={t('policy:screens.write.insertInto', { label })}
            placeholder={t('policy:screens.write.insert')}
            showSearch={{ filterOption: findsFact }}
            popupMatchSelectWidth={false}
            value={null}
            options={[...own, ...options] as { value: string; label: string; search: string }[]}
            onChange={(name: string) => onChange(value.trim() ? `${value.trimEnd()} ${name}` : name)}
          />
        )}
      </div>
    </Labelled>
  )
}

/** A benefit of several parts, each paid where its own condition holds. */
function Parts({ policy, locked, put }: PartProps) {
  const t = useWords()
  const gives = bodyIn(policy['gives'])
  const parts = listIn(gives['components'])
  const write = (components: readonly Body[]) => {
    const { components: _, amount, ...rest } = gives
    put({
      gives: components.length ? { ...rest, components } : { ...rest, amount: textIn(amount) },
    })
  }
  const change = (i: number, part: Body | undefined) =>
    write(parts.flatMap((one, j): readonly Body[] => (j === i ? (part ? [part] : []) : [one])))
  const add = () => {
    const number =
      1 + Math.max(0, ...parts.map(({ id }) => Number(/^part-(\d+)$/.exec(textIn(id))?.[1] ?? 0)))
    const amount = parts.length === 0 ? textIn(gives['amount']) : ''
    write([...parts, { id: `part-${number}`, zh: '', amount }])
  }
  return (
    <div>
      {parts.map((part, i) => (
        <fieldset key={textIn(part['id'])} className={css.group}>
          <legend>{t('policy:screens.write.partOf', { number: i + 1 })}</legend>
          <Labelled label={t('policy:screens.write.partName')}>
            <Input
              aria-label={t('policy:screens.write.partName')}
              disabled={locked}
              value={textIn(part['zh'])}
              onChange={(event) => change(i, { ...part, zh: event.target.value })}
            />
          </Labelled>
          {part['when'] === undefined ? (
            !locked && (
              <Button size="small" onClick={() => change(i, { ...part, when: '' })}>
                {t('policy:screens.write.partWhen')}
              </Button>
            )
          ) : (
            <TestField
              test={testOf(textIn(part['when']))}
              locked={locked}
              onChange={(test) => change(i, { ...part, when: saidBy(test) })}
            />
          )}
          <Formula
            label={t('policy:screens.write.partAmountOf', { number: i + 1 })}
            hint={t('policy:screens.write.amountHint')}
            names={tierNames(policy)}
            locked={locked}
            value={textIn(part['amount'])}
            onChange={(amount) => change(i, { ...part, amount })}
          />
          {!locked && (
            <Button type="text" danger onClick={() => change(i, undefined)}>
              {t('policy:screens.write.removePart')}
            </Button>
          )}
        </fieldset>
      ))}
      {!locked && <Button onClick={add}>{t('policy:screens.write.addPart')}</Button>}
    </div>
  )
}
