import { useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '#apps/web/client/api.ts'
import type { Output } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { ButtonLink } from '#apps/web/kits/light/ButtonLink.tsx'
import { FactList } from '#apps/web/kits/light/FactList.tsx'
import { Due, MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { LoadedPage } from '#apps/web/kits/light/LoadedPage.tsx'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import { Page, Section } from '#apps/web/kits/light/Page.tsx'
import { Timeline } from '#apps/web/kits/light/Timeline.tsx'
import { SignedIn } from '#apps/web/shell/SignedIn.tsx'
import { ApplicantActs } from './applicant-acts.tsx'
import { CaseAhead } from './case-ahead.tsx'
import { CaseActs } from './case-acts.tsx'
import { CaseChecks } from './case-checks.tsx'
import { CaseGraph } from './case-graph.tsx'
import { CaseLamp } from './case-lamp.tsx'
import { useCaseOwner } from './case-owner.tsx'
import { PaymentSheet } from './charges.tsx'
import { Corrections } from './corrections.tsx'
import { Fees } from './fees.tsx'
import { Lane } from './lane.tsx'
import { StandingTag } from './standing-tag.tsx'
import { Survey } from './survey.tsx'

export type Case = Output<'casework.getCase'>

const lookEveryMs = 4_000

/** A matter as it stands: who has it until when, why, what was said and served, what to do now. */
export default function CaseScreen() {
  return <SignedIn>{() => <Owned />}</SignedIn>
}

function Owned() {
  const { caseId = '' } = useParams({ strict: false })
  return useCaseOwner(caseId, (partyId) => <CasePage partyId={partyId} caseId={caseId} />)
}

function CasePage({ partyId, caseId }: { partyId: string; caseId: string }) {
  const result = useRead('casework.getCase', { partyId, caseId }, { everyMs: lookEveryMs })
  return (
    <LoadedPage result={result} lines={8}>
      {(theCase) => <CaseShown theCase={theCase} />}
    </LoadedPage>
  )
}

function CaseShown({ theCase }: { theCase: Case }) {
  const { t } = useTranslation(['casework', 'app'])
  const text = useText()
  const { sent } = useSearch({ strict: false }) as { sent?: boolean }
  const draft = theCase.standing === 'draft'
  return (
    <Page
      title={text(theCase.theme.title)}
      lead={text(theCase.next)}
      above={
        <>
          <StandingTag standing={theCase.standing} /> {theCase.title}
        </>
      }
      wide
    >
      {sent && theCase.standing === 'lodged' && (
        <Notice tone="done" title={t('screens.sent.title')} live>
          <p>{t('screens.sent.text')}</p>
          <p>
            <a href={documentLink(theCase, 'receipt')}>{t('screens.sent.receipt')}</a>
          </p>
        </Notice>
      )}
      {draft && <GoOn theCase={theCase} />}
      <Corrections theCase={theCase} />
      {theCase.fees?.standing === 'due' && <CaseFees theCase={theCase} />}
      {!draft && <Clock theCase={theCase} />}
      <Survey theCase={theCase} />
      <CaseAhead theCase={theCase} />
      {theCase.lanes.length > 0 && (
        <Section title={t('screens.lanes')}>
          <CaseGraph lanes={theCase.lanes} />
          {theCase.lanes.map((lane) => (
            <Lane key={lane.part} lane={lane} lanes={theCase.lanes} />
          ))}
        </Section>
      )}
      <ApplicantActs theCase={theCase} />
      <CaseChecks theCase={theCase} />
      {theCase.payment && (
        <Section title={t('screens.payment.title')}>
          <PaymentSheet sheet={theCase.payment} />
          {theCase.fees?.standing !== 'due' && <CaseFees theCase={theCase} />}
        </Section>
      )}
      <Documents theCase={theCase} />
      <History theCase={theCase} />
      <CaseActs theCase={theCase} />
      <p>
        {t('screens.contact')} <a href={`tel:${theCase.contact}`}>{theCase.contact}</a>
      </p>
    </Page>
  )
}

/** Leads back to the form, which is fetched meanwhile: on a slow telephone a tap then opens it at once. */
function GoOn({ theCase: { partyId, caseId, theme } }: { theCase: Case }) {
  const { t } = useTranslation('casework')
  useRead('casework.getThemeForm', { theme: theme.id })
  useRead('casework.previewAnswers', { partyId, caseId })
  return (
    <p>
      <ButtonLink
        to="/space/open/$theme/$caseId"
        params={{ theme: theme.id, caseId } as never}
        preload="render"
        look="primary"
      >
        {t('screens.goOn')}
      </ButtonLink>
    </p>
  )
}

/** While they are due they are the applicant's next thing to do and stand on top; afterwards beside the sheet. */
const CaseFees = ({ theCase: { partyId, fees } }: { theCase: Case }) =>
  fees ? <Fees partyId={partyId} receivableId={fees.receivableId} /> : null

function Clock({ theCase }: { theCase: Case }) {
  const { t } = useTranslation('casework')
  const { clock, joint } = theCase
  return (
    <FactList
      rows={[
        ...(theCase.lodgedAt
          ? [{ id: 'lodged', term: t('screens.lodgedAt'), value: <MomentFigure at={theCase.lodgedAt} /> }]
          : []),
        ...(theCase.endedAt
          ? [{ id: 'ended', term: t('screens.endedAt'), value: <MomentFigure at={theCase.endedAt} /> }]
          : clock
            ? [
                {
                  id: 'due',
                  term: t('screens.dueAt'),
                  value: clock.dueAt ? <Due at={clock.dueAt} /> : t('screens.provisional'),
                  action: <CaseLamp lamp={clock.lamp} />,
                },
              ]
            : []),
        ...(joint && !theCase.endedAt
          ? [
              {
                id: 'joint',
                term: t('screens.joint.due'),
                value: joint.dueAt ? (
                  <Due at={joint.dueAt} />
                ) : (
                  t(joint.provisional ? 'screens.provisional' : 'screens.hands.stands')
                ),
                note: joint.passed
                  ? t('screens.joint.passed')
                  : joint.extension && t('screens.law.extended', { reason: joint.extension }),
              },
            ]
          : []),
        ...(clock
          ? [
              {
                id: 'used',
                term: t('screens.used'),
                value: t(`screens.usedOf.${clock.unit}`, {
                  used: Math.round(clock.used * 10) / 10,
                  allowed: clock.allowed,
                }),
              },
            ]
          : []),
      ]}
    />
  )
}

const shownFirst = 6

/** The latest of what happened, oldest first; all of it on request. */
function History({ theCase }: { theCase: Case }) {
  const { t } = useTranslation('casework')
  const text = useText()
  const [all, setAll] = useState(false)
  const { timeline } = theCase
  const shown = all ? timeline : timeline.slice(-shownFirst)
  return (
    <Section
      title={t('screens.timeline')}
      aside={
        timeline.length > shownFirst && (
          <Button look="quiet" onClick={() => setAll(!all)}>
            {all ? t('screens.latestOnly') : t('screens.allOfIt', { count: timeline.length })}
          </Button>
        )
      }
    >
      <Timeline
        entries={shown.map((entry, i) => ({
          id: `${entry.at}${i}`,
          at: entry.at,
          title: text(entry.words),
          detail: [entry.part && text(entry.part.title), entry.who].filter(Boolean).join(' · '),
        }))}
      />
    </Section>
  )
}

type DocumentKind = Case['messages'][number]['document']

const documentLink = (theCase: Case, document: DocumentKind, part?: string): string =>
  api.href('casework.getDocument', { partyId: theCase.partyId, caseId: theCase.caseId, document, part })

function Documents({ theCase }: { theCase: Case }) {
  const { t } = useTranslation('casework')
  const text = useText()
  if (theCase.messages.length === 0) return null
  return (
    <Section title={t('screens.documents')}>
      <FactList
        rows={theCase.messages.map((message, i) => ({
          id: `${message.at}${i}`,
          term: <MomentFigure at={message.at} />,
          value: text(message.words),
          note: message.part && text(message.part.title),
          action: (
            <a href={documentLink(theCase, message.document, message.part?.id)}>{t('screens.download')}</a>
          ),
        }))}
      />
    </Section>
  )
}
