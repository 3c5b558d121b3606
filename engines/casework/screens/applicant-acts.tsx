import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '#apps/web/client/hooks.ts'
import type { Problem } from '#apps/web/client/problem.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { ErrorSummary } from '#apps/web/kits/light/ErrorSummary.tsx'
import { Section } from '#apps/web/kits/light/Page.tsx'
import type { Case } from './case.tsx'
import { Upload } from './materials-page.tsx'

/** What the applicant may still do while offices work: hand in what was promised, ask for a hearing. */
export function ApplicantActs({ theCase }: { theCase: Case }) {
  if (theCase.standing !== 'lodged') return null
  return theCase.lanes.map((lane) => (
    <div key={lane.part}>
      <Supplement theCase={theCase} lane={lane} />
      {!lane.owed && lane.corrections.every(({ answeredAt }) => answeredAt) && (
        <Instead theCase={theCase} lane={lane} />
      )}
      {lane.hearing?.mayRequest && <AskHearing theCase={theCase} lane={lane} />}
    </div>
  ))
}

type LaneShape = Case['lanes'][number]

function Supplement({ theCase, lane }: { theCase: Case; lane: LaneShape }) {
  const { t } = useTranslation('casework')
  const text = useText()
  const [problem, setProblem] = useState<Problem>()
  const { partyId, caseId } = theCase
  if (!lane.owed) return null
  return (
    <Section title={t('screens.law.supply', { item: text(lane.item.title) })}>
      <ErrorSummary problem={problem} />
      {lane.owed.materials.map((material) => (
        <Upload
          key={material.id}
          partyId={partyId}
          caseId={caseId}
          material={{ ...material, required: true }}
          report={setProblem}
        />
      ))}
    </Section>
  )
}

/** A licence that fell since it was put forward: the paper itself, or another licence, takes its place. */
function Instead({ theCase, lane }: { theCase: Case; lane: LaneShape }) {
  const { t } = useTranslation('casework')
  const text = useText()
  const [problem, setProblem] = useState<Problem>()
  const { partyId, caseId } = theCase
  if (lane.lapsed.length === 0) return null
  return (
    <Section title={t('screens.law.lapsed', { item: text(lane.item.title) })}>
      <p>{t('screens.law.lapsedText')}</p>
      <ErrorSummary problem={problem} />
      {lane.lapsed.map(({ id, title, licence, why }) => (
        <div key={id}>
          <p>
            {text(licence)} · {text(why)}
          </p>
          <Upload
            partyId={partyId}
            caseId={caseId}
            material={{ id, title, required: true }}
            report={setProblem}
          />
        </div>
      ))}
    </Section>
  )
}

function AskHearing({ theCase, lane }: { theCase: Case; lane: LaneShape }) {
  const { t } = useTranslation('casework')
  const text = useText()
  const act = useAct('casework.requestHearing')
  const { partyId, caseId } = theCase
  return (
    <Section title={t('screens.law.askHearing', { item: text(lane.item.title) })}>
      <p>{t('screens.law.askHearingText')}</p>
      <ErrorSummary problem={act.problem} />
      <Button pending={act.pending} onClick={() => void act.run({ partyId, caseId, part: lane.part })}>
        {t('screens.law.ask')}
      </Button>
    </Section>
  )
}
