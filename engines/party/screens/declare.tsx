import { useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '#apps/web/client/contracts.ts'
import { useAct, useMe } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { FactField } from '#apps/web/kits/light/FactField.tsx'
import { ProblemNotice } from '#apps/web/kits/light/Loaded.tsx'
import { Section } from '#apps/web/kits/light/Page.tsx'
import { Select } from '#apps/web/kits/light/Select.tsx'
import { useToast } from '#apps/web/kits/light/Toast.tsx'
import { useFieldErrors } from '#apps/web/kits/light/useFieldErrors.ts'
import { useCityWords } from '#apps/web/shell/city-words.ts'

const yearsBack = 4

/** A fact that no department has told, told by the enterprise itself. `?fact=hr.insured&year=2025` opens it with that fact. */
export function Declare({ party }: { party: Output<'party.getParty'> }) {
  const { t } = useTranslation('party')
  const text = useText()
  const toast = useToast()
  const me = useMe()
  const { words } = useCityWords()
  const asked = useSearch({ strict: false }) as { fact?: string; year?: string | number }
  const [factId, setFactId] = useState(asked.fact)
  const [year, setYear] = useState(asked.year === undefined ? undefined : String(asked.year))
  const [value, setValue] = useState<string>()
  const declare = useAct('party.declareFact')
  const errorOf = useFieldErrors(declare.problem)
  const told = new Set(party.facts.map(({ fact, period }) => `${fact} ${period ?? ''}`))
  const facts = (words?.facts ?? []).filter(
    ({ id, type, yearly }) => type !== 'list' && (yearly || !told.has(`${id} `)),
  )
  const fact = facts.find(({ id }) => id === factId)
  const thisYear = Number(me.data?.today.slice(0, 4))
  const years = Array.from({ length: yearsBack + 1 }, (_, back) => String(thisYear - back))
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (!fact || !value) return
    const done = await declare.run({
      partyId: party.partyId,
      fact: fact.id,
      ...(fact.yearly ? { year: Number(year ?? thisYear - 1) } : {}),
      value:
        fact.type === 'money' && fact.display && /^[\d.,]+$/.test(value) ? `${value}${fact.display}` : value,
    })
    if (!done) return
    toast(t('screens.declare.saved'))
    setValue(undefined)
  }
  return (
    <Section title={t('screens.declare.title')}>
      <p>{t('screens.declare.lead')}</p>
      <form onSubmit={(event) => void send(event)}>
        <Select
          name="fact"
          label={t('screens.declare.fact')}
          options={facts.map(({ id, title }) => ({ value: id, label: text(title) }))}
          value={factId}
          onChange={(next) => {
            setFactId(next)
            setValue(undefined)
          }}
          error={errorOf('fact')}
        />
        {fact?.yearly && (
          <Select
            name="year"
            label={t('screens.declare.year')}
            options={years.map((one) => ({ value: one, label: one }))}
            value={year ?? String(thisYear - 1)}
            onChange={setYear}
            error={errorOf('year')}
          />
        )}
        {fact && (
          <FactField
            name="value"
            label={t('screens.declare.value')}
            fact={fact}
            value={value}
            onChange={setValue}
            error={errorOf('value')}
          />
        )}
        {declare.problem && <ProblemNotice problem={declare.problem} />}
        <Button type="submit" look="primary" pending={declare.pending} disabled={!fact || !value}>
          {t('screens.declare.save')}
        </Button>
      </form>
    </Section>
  )
}
