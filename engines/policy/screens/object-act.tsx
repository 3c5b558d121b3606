import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '#apps/web/client/contracts.ts'
import { useMe, useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { Loaded } from '#apps/web/kits/light/Loaded.tsx'
import { Section } from '#apps/web/kits/light/Page.tsx'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import { ObjectionDialog } from './objection-dialog.tsx'
import css from './policies.module.css'
import type { Match } from './mine.tsx'

type ObjectionRow = Output<'policy.listMyGrants'>['objections'][number]

/** A verdict that somebody finds wrong becomes a matter of the department that decides, with the verdict as it stands. */
export function ObjectAct({ match, partyId }: { match: Match; partyId: string }) {
  return <ObjectTo policyId={match.policyId} partyId={partyId} told={match.explanation.summary} />
}

interface ObjectToProps {
  readonly policyId: string
  readonly partyId: string
  /** what is objected to, as it was told */
  readonly told: { readonly zh: string; readonly en: string }
}

/** Objects to what was told of a policy; where an objection is open, leads to it. */
export function ObjectTo({ policyId, partyId, told }: ObjectToProps) {
  const { t } = useTranslation('policy')
  const text = useText()
  const me = useMe()
  const may = me.data?.may['policy.objectToVerdict'] !== undefined
  const [asking, setAsking] = useState(false)
  const mine = useRead('policy.listMyGrants', { partyId }, { enabled: may })
  const open = mine.data?.objections.find(
    (one) => one.policyId === policyId && !one.runId && one.state === 'open',
  )
  if (open) return <ObjectionCase objection={open} />
  if (!may || !mine.data) return null
  return (
    <>
      <Button look="quiet" onClick={() => setAsking(true)}>
        {t('screens.object.act')}
      </Button>
      {asking && (
        <ObjectionDialog
          operation="policy.objectToVerdict"
          of={{ partyId, policyId }}
          title={t('screens.object.act')}
          close={() => setAsking(false)}
        >
          <p>{t('screens.object.lead')}</p>
          <p className={css.note}>{text(told)}</p>
        </ObjectionDialog>
      )}
    </>
  )
}

/** Where an objection is answered. */
function ObjectionCase({ objection }: { objection: ObjectionRow }) {
  const { t } = useTranslation('policy')
  if (!objection.caseId) return <span className={css.note}>{t('screens.object.open')}</span>
  return (
    <Link to="/space/cases/$caseId" params={{ caseId: objection.caseId } as never} className={css.wrong}>
      {t('screens.object.open')}
    </Link>
  )
}

/** What was objected to, where it is answered, and the answer with its reasons. */
export function Objections({ partyId }: { partyId: string }) {
  const { t } = useTranslation('policy')
  const text = useText()
  const mine = useRead('policy.listMyGrants', { partyId })
  return (
    <Loaded result={mine} lines={2}>
      {({ objections }) =>
        objections.length === 0 ? null : (
          <Section title={t('screens.object.title')}>
            {objections.map((objection) => (
              <article key={objection.objectionId} className={css.match}>
                <div className={css.head}>
                  <h3>{text(objection.title)}</h3>
                  <Tag tone={objection.state === 'open' ? 'wait' : 'done'}>
                    {objection.outcome ? t(`outcomes.${objection.outcome}`) : t('screens.object.waiting')}
                  </Tag>
                </div>
                <p>{objection.text}</p>
                {objection.reason && <p>{t('screens.object.answer', { reason: objection.reason })}</p>}
                <p className={css.note}>
                  <MomentFigure at={objection.lodgedAt} />{' '}
                  {objection.caseId && (
                    <Link to="/space/cases/$caseId" params={{ caseId: objection.caseId } as never}>
                      {t('screens.object.case')}
                    </Link>
                  )}
                </p>
              </article>
            ))}
          </Section>
        )
      }
    </Loaded>
  )
}
