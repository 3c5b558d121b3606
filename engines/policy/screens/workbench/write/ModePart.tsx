import { Select } from 'antd'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { bodyIn, type PartProps, textIn, withText } from './body.ts'
import { Labelled } from './Labelled.tsx'
import { changedWay, ways, wayOf, usualDays, usualDecision } from './modes.ts'
import { Choice } from './MoneyPart.tsx'
import { PromisePart } from './PromisePart.tsx'
import { SourcedDays } from './SourcedDays.tsx'
import css from './write.module.css'

/** In which way a benefit is come by, with what that way needs. */
export function ModePart(props: PartProps) {
  const { policy, locked, put } = props
  const t = useWords()
  const way = wayOf(policy)
  const publicity = bodyIn(policy['publicity'])
  const claim = bodyIn(policy['claim'])
  return (
    <>
      <Choice
        label={t('policy:screens.write.mode')}
        locked={locked}
        value={way}
        options={ways.map((value) => ({ value, label: t(`policy:screens.write.modes.${value}`) }))}
        onChange={(next) => put(changedWay(policy, next as (typeof ways)[number]))}
      />
      <p className={`work-soft ${css.note}`}>{t(`policy:screens.write.modeIs.${way}`)}</p>
      {policy['publicity'] !== undefined && (
        <SourcedDays
          name="publicity"
          locked={locked}
          days={Number(publicity['workingDays'] ?? usualDays)}
          of={publicity}
          unsure="unverified"
          onChange={(next, days) => put({ publicity: { ...next, workingDays: days ?? usualDays } })}
        />
      )}
      {policy['claim'] !== undefined && (
        <SourcedDays
          name="decide"
          locked={locked}
          days={Number(claim['decideWorkingDays'] ?? usualDecision)}
          of={claim}
          unsure="sample"
          onChange={(next, days) => put({ claim: { ...next, decideWorkingDays: days ?? usualDecision } })}
        />
      )}
      {way === 'as-case' && <CaseTheme {...props} />}
      {way === 'on-commitment' && <PromisePart {...props} />}
    </>
  )
}

/** The theme under which a benefit is applied for; which policy its decision lets be paid, its items say. */
function CaseTheme({ policy, locked, put }: PartProps) {
  const t = useWords()
  const text = useText()
  const themes = useRead('policy.listBuildingBlocks', {}).data?.themes ?? []
  const claim = bodyIn(policy['claim'])
  const chosen = themes.find(({ id }) => id === textIn(claim['theme']))
  const pays = chosen?.pays.includes(textIn(policy['id']))
  return (
    <Labelled
      label={t('policy:screens.write.theme')}
      hint={t(`policy:screens.write.themeIs.${chosen === undefined ? 'open' : pays ? 'pays' : 'elsewhere'}`)}
    >
      <Select
        aria-label={t('policy:screens.write.theme')}
        className={css.full}
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('policy:screens.write.noTheme')}
        disabled={locked}
        value={textIn(claim['theme']) || undefined}
        options={themes.map(({ id, title }) => ({ value: id, label: text(title) }))}
        onChange={(theme: string) => put({ claim: withText(claim, 'theme', theme) })}
      />
    </Labelled>
  )
}
