import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { Explanation } from '#apps/web/kits/light/Explanation.tsx'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import { Page, Section } from '#apps/web/kits/light/Page.tsx'
import { TextField } from '#apps/web/kits/light/TextField.tsx'
import { CityEffectPanel } from './city-effect.tsx'
import { FactInputs } from './fact-inputs.tsx'
import { FactFinder } from './fact-finder.tsx'
import { RuleCases, RuleFindings } from './rule-checks.tsx'
import { FaultLines } from './fault-lines.tsx'
import css from './playground.module.css'

export type Tried = Output<'policy.tryRule'>
/** What was typed for one enterprise, by the names that a sheet uses. */
export type Sheet = Readonly<Record<string, string>>

const pauseMs = 250

/** A value that has rested for a moment: typing asks once, not once a key. */
function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), pauseMs)
    return () => clearTimeout(timer)
  }, [value])
  return rested
}

const sheetText = (sheet: Sheet, rule: Tried['rule']): string | undefined => {
  const asked = rule?.facts.flatMap(({ name }) => (sheet[name]?.trim() ? [[name, sheet[name]]] : [])) ?? []
  return asked.length > 0 ? JSON.stringify(Object.fromEntries(asked)) : undefined
}

/** Writing a rule and seeing at once what it says, for one enterprise and for the whole city. Nothing is kept. */
export default function PlaygroundScreen() {
  const { t } = useTranslation('policy')
  const text = useText()
  const place = useId()
  const [begun, setBegun] = useState<string>()
  const [rule, setRule] = useState<string>()
  const [sheet, setSheet] = useState<Sheet>()
  const editor = useRef<HTMLDivElement>(null)
  const samples = useRead('policy.listRuleSamples', {})
  const sample = samples.data?.items.find(({ id }) => id === begun) ?? samples.data?.items[0]
  const written = rule ?? (sample ? text(sample.rule) : '')
  const facts: Sheet =
    sheet ?? Object.fromEntries(sample?.facts.map(({ name, value }) => [name, text(value)]) ?? [])
  const restedRule = useRested(written)
  const [known, setKnown] = useState<Tried['rule']>()
  const restedSheet = useRested(sheetText(facts, known))
  const tried = useRead(
    'policy.tryRule',
    { rule: restedRule, sheet: restedSheet },
    { enabled: restedRule.trim() !== '' },
  )
  const answer = tried.data
  useEffect(() => {
    if (answer?.rule) setKnown(answer.rule)
  }, [answer?.rule])
  const begin = (id: string) => {
    setBegun(id)
    setRule(undefined)
    setSheet(undefined)
  }
  const insert = (name: string) => {
    const area = editor.current?.querySelector('textarea')
    const at = area?.selectionStart ?? written.length
    setRule(`${written.slice(0, at)}${name}${written.slice(area?.selectionEnd ?? at)}`)
    area?.focus()
  }
  return (
    <Page title={t('screens.playground.title')} lead={t('screens.playground.lead')} wide>
      <div className={css.board}>
        <div>
          <div className={css.samples} role="group" aria-label={t('screens.playground.samples')}>
            {samples.data?.items.map((sample) => (
              <Button key={sample.id} look="quiet" onClick={() => begin(sample.id)}>
                {text(sample.title)}
              </Button>
            ))}
          </div>
          <div ref={editor}>
            <TextField
              name="rule"
              label={t('screens.playground.rule')}
              hint={t('screens.playground.ruleHint')}
              rows={4}
              maxLength={2000}
              value={written}
              onChange={setRule}
            />
          </div>
          <FactFinder onChoose={insert} />
          {answer && answer.faults.length > 0 && (
            <Notice tone="late" title={t('screens.playground.faults')} live>
              <FaultLines faults={answer.faults} />
            </Notice>
          )}
          {answer && <RuleFindings findings={answer.findings} />}
          {answer?.rule && (
            <p className={css.says}>
              {t('screens.playground.says')}
              <strong>{text(answer.rule.text)}</strong>
            </p>
          )}
        </div>
        <div aria-live="polite" aria-describedby={place}>
          {answer?.city && <CityEffectPanel effect={answer.city} />}
          {known && (
            <Section title={t('screens.playground.one')}>
              <p id={place} className={css.remedy}>
                {t('screens.playground.oneHint')}
              </p>
              <FactInputs facts={known.facts} sheet={facts} onChange={setSheet} />
              {answer?.answer && <Explanation explanation={answer.answer} startOpen />}
              {answer && (
                <RuleCases cases={answer.cases} onChoose={(next) => setSheet({ ...facts, ...next })} />
              )}
            </Section>
          )}
        </div>
      </div>
    </Page>
  )
}
