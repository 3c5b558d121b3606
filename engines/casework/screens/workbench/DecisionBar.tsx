import { Button } from 'antd'
import { useState } from 'react'
import { useToast } from '#apps/web/kits/light/Toast.tsx'
import { useText } from '#apps/web/i18n/i18n.ts'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { ActProblem } from '#apps/web/workbench/kit/ActProblem.tsx'
import { useKeys } from '#apps/web/workbench/kit/keys.ts'
import { useMay } from '#apps/web/workbench/kit/may.ts'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import css from './case.module.css'
import { CorrectionDialog } from './CorrectionDialog.tsx'
import { DecideDialog } from './DecideDialog.tsx'
import { type Act, type Found, stageIn } from './found.ts'
import { HandOverDialog } from './HandOverDialog.tsx'
import { HoldDialog } from './HoldDialog.tsx'
import { LawfulActs, LawfulDialog } from './LawfulActs.tsx'
import { SurveyDialog } from './SurveyDialog.tsx'

/** What the open dialog needs to know, and what it does when the server has done the act. */
export interface ActOnStage {
  readonly found: Found
  readonly stageId: string
  readonly onClose: () => void
  readonly onDone: (said: string) => void
}

type Asked =
  | 'grant'
  | 'refuse'
  | 'requestCorrection'
  | 'hold'
  | 'handOver'
  | 'signSecondNotice'
  | 'extendDecision'
  | 'extendJointLimit'
  | 'explainDelay'
  | 'announceHearing'
  | 'recordHearing'
  | 'rescheduleSurvey'

/** What this officer may do with this stage now, as the server says; the rest is not shown. */
export function DecisionBar({
  found,
  stageId,
  onDone,
}: {
  found: Found
  stageId: string
  /** the stage is out of this officer's hands */
  onDone: () => void
}) {
  const t = useWords()
  const say = useToast()
  const may = useMay()
  const [asked, setAsked] = useState<Asked>()
  const claim = useOfficerAct('casework.claim')
  const release = useOfficerAct('casework.release')
  const accept = useOfficerAct('casework.accept')
  const resume = useOfficerAct('casework.resume')
  const acts = (found.acts[stageId] ?? []).filter((act) => may(`casework.${act}`))
  const can = (act: Act) => acts.includes(act)
  const { partyId, caseId } = found.case
  const input = { partyId, caseId, stage: stageId }
  const said = async (done: Promise<unknown>, act: string) => {
    if (await done) say(t(`case.said.${act}`))
  }
  const takeIt = () => void said(claim.run(input), 'claim')
  useKeys({ c: takeIt }, can('claim'))
  const dialog: ActOnStage = {
    found,
    stageId,
    onClose: () => setAsked(undefined),
    onDone: (act) => {
      setAsked(undefined)
      say(t(`case.said.${act}`))
      if (act === 'handOver') onDone()
    },
  }
  const problem = [claim, release, accept, resume].map((act) => act.problem).find(Boolean)
  return (
    <div className={css.bar}>
      <ActProblem problem={problem} />
      {acts.length ? (
        <div className={css.acts}>
          {can('claim') && (
            <Button type="primary" loading={claim.pending} onClick={takeIt}>
              {t('case.act.claim')} <kbd>c</kbd>
            </Button>
          )}
          {can('release') && (
            <Button loading={release.pending} onClick={() => void said(release.run(input), 'release')}>
              {t('case.act.release')}
            </Button>
          )}
          {can('handOver') && <Button onClick={() => setAsked('handOver')}>{t('case.act.handOver')}</Button>}
          {can('hold') && <Button onClick={() => setAsked('hold')}>{t('case.act.hold')}</Button>}
          {can('rescheduleSurvey') && (
            <Button onClick={() => setAsked('rescheduleSurvey')}>{t('case.act.rescheduleSurvey')}</Button>
          )}
          <LawfulActs can={can} onOpen={setAsked} />
          {can('resume') && (
            <Button
              type="primary"
              loading={resume.pending}
              onClick={() => void said(resume.run(input), 'resume')}
            >
              {t('case.act.resume')}
            </Button>
          )}
          <span className={css.main}>
            {can('requestCorrection') && (
              <Button onClick={() => setAsked('requestCorrection')}>{t('case.act.requestCorrection')}</Button>
            )}
            {can('accept') && (
              <Button
                loading={accept.pending}
                onClick={() => void said(accept.run(input, found.recordVersion), 'accept')}
              >
                {t('case.act.accept')}
              </Button>
            )}
            {can('decide') && (
              <>
                <Button danger onClick={() => setAsked('refuse')}>
                  {t('case.act.refuse')}
                </Button>
                <Button type="primary" onClick={() => setAsked('grant')}>
                  {t('case.act.grant')}
                </Button>
              </>
            )}
          </span>
        </div>
      ) : (
        <WhyNothing found={found} stageId={stageId} />
      )}
      {(asked === 'signSecondNotice' ||
        asked === 'extendDecision' ||
        asked === 'extendJointLimit' ||
        asked === 'explainDelay' ||
        asked === 'announceHearing' ||
        asked === 'recordHearing') && <LawfulDialog {...dialog} act={asked} />}
      {asked === 'rescheduleSurvey' && <SurveyDialog {...dialog} />}
      {asked === 'handOver' && <HandOverDialog {...dialog} />}
      {asked === 'hold' && <HoldDialog {...dialog} />}
      {asked === 'requestCorrection' && <CorrectionDialog {...dialog} />}
      {(asked === 'grant' || asked === 'refuse') && <DecideDialog {...dialog} outcome={asked} />}
    </div>
  )
}

/** Nothing to press is said with its reason: done, with the system, with a colleague, or another office's. */
function WhyNothing({ found, stageId }: { found: Found; stageId: string }) {
  const t = useWords()
  const text = useText()
  const here = stageIn(found, stageId)
  if (!here) return null
  const { stage } = here
  const reason = stage.doneAt
    ? t('case.nothing.done')
    : stage.assignee
      ? t('case.nothing.colleague', { name: stage.assignee })
      : stage.holder === 'officer'
        ? t('case.nothing.otherOffice', { department: text(stage.department.title) })
        : t(`case.nothing.${stage.holder}`)
  return <p className="work-soft">{reason}</p>
}
