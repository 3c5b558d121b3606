import { useTranslation } from 'react-i18next'
import { useText } from '#apps/web/i18n/i18n.ts'
import { FactList } from '#apps/web/kits/light/FactList.tsx'
import { DateFigure } from '#apps/web/kits/light/Figure.tsx'
import { Section } from '#apps/web/kits/light/Page.tsx'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import type { Case } from './case.tsx'

const tones = { planned: 'idle', open: 'wait', mending: 'soon', kept: 'done', broken: 'late' } as const

/** What was promised instead of proven: when it is looked at, and what was found. */
export function CaseChecks({ theCase }: { theCase: Case }) {
  const { t } = useTranslation('casework')
  const text = useText()
  if (theCase.checks.length === 0) return null
  return (
    <Section title={t('screens.checks.title')}>
      <p>{t('screens.checks.text')}</p>
      <FactList
        rows={theCase.checks.map((check) => ({
          id: check.checkId,
          term: text(check.item.title),
          value: check.mendBy ? (
            <>
              {t('screens.checks.mendBy')} <DateFigure day={check.mendBy} />
            </>
          ) : (
            <>
              <DateFigure day={check.opensOn} />
              {t('screens.expected.to')}
              <DateFigure day={check.by} />
            </>
          ),
          note: check.findings,
          action: <Tag tone={tones[check.standing]}>{t(`checks.${check.standing}`)}</Tag>,
        }))}
      />
    </Section>
  )
}
